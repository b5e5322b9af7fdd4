-- What waits, of everybody: each table is small when all is well.
with queued as (
  select count(*) filter (where hub is null and ready)     as waiting,
         count(*) filter (where hub is null and not ready) as put_off,
         count(*) filter (where hub is not null)           as leased,
         min(accepted_at) filter (where hub is null and ready) as oldest
  from queue
), owing as (
  select count(*) as owed, min(owed_at) as since from outbox
), moving as (
  select count(*) as unmoved, min(noted_at) as since from unmoved_results
)
select waiting, put_off, leased,
       coalesce(extract(epoch from now() - oldest) * 1000, 0)::bigint as oldest_ms,
       owed,
       coalesce(extract(epoch from now() - owing.since) * 1000, 0)::bigint as lag_ms,
       unmoved,
       coalesce(extract(epoch from now() - moving.since) * 1000, 0)::bigint as unmoved_ms,
       (select count(*) from approvals where state = 'waiting') as approving,
       (select count(*) from dead_letters where state = 'kept') as dead_letters
from queued cross join owing cross join moving
