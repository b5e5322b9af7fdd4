-- Weighted fair queueing: who is below the share of what runs that its weight is worth comes first,
-- and among those whoever has been served least for its weight (start-time fair queueing).
with recursive given as (
  select ?::integer as places, ?::jsonb as quotas
), tenants (tenant) as (
  -- A loose index scan: one step for each tenant, however many jobs it has.
  (select tenant from queue where hub is null and ready order by tenant limit 1)
  union all
  select (select q.tenant from queue q where q.hub is null and q.ready and q.tenant > t.tenant order by q.tenant limit 1)
  from tenants t where t.tenant is not null
), running as (
  select tenant, count(*)::integer as jobs from queue where hub is not null group by tenant
), waiting as (
  select t.tenant,
         coalesce((g.quotas -> 'tenants' -> t.tenant ->> 'weight')::float8, (g.quotas ->> 'weight')::float8) as weight,
         coalesce((g.quotas -> 'tenants' -> t.tenant ->> 'concurrency')::integer, (g.quotas ->> 'concurrency')::integer)
           as concurrency,
         coalesce((select r.jobs from running r where r.tenant = t.tenant), 0) as jobs,
         coalesce((select s.served from fair_shares s where s.tenant = t.tenant), c.at) as served,
         c.at as clock
  from tenants t cross join given g cross join fair_clock c
  where t.tenant is not null
), active as (
  -- What runs now and is about to run, and all weights that have a claim to it.
  select (select coalesce(sum(r.jobs), 0) from running r) + (select places from given) as places,
         (select coalesce(sum(w.weight), 0) from waiting w)
           + (select coalesce(sum(coalesce((g.quotas -> 'tenants' -> r.tenant ->> 'weight')::float8,
                                           (g.quotas ->> 'weight')::float8)), 0)
              from running r cross join given g
              where not exists (select from waiting w where w.tenant = r.tenant)) as weight
), shares as (
  select w.tenant, w.weight, w.concurrency, w.jobs,
         -- Who fell behind may catch up by as many jobs as run, not by all it did not send.
         greatest(w.served, w.clock - a.places / w.weight) as served,
         w.weight * a.places / a.weight as share
  from waiting w cross join active a
  where w.jobs < w.concurrency
), first as (
  -- No tenant is served before its turn: of more tenants than places the rest need not be looked at.
  select * from shares
  order by jobs >= share, case when jobs >= share then (jobs + 1) / weight else served end, served, tenant
  limit (select places from given)
), candidates as (
  select q.job_id, f.tenant, f.weight, q.accepted_at,
         f.jobs + q.nth - 1 >= f.share as beyond,
         (f.jobs + q.nth) / f.weight as load,
         f.served + (q.nth - 1) / f.weight as starts
  from first f cross join lateral (
    select job_id, accepted_at, row_number() over (order by priority desc, accepted_at) as nth
    from queue where hub is null and ready and tenant = f.tenant
    order by priority desc, accepted_at
    limit (select places from given)
  ) q
  where f.jobs + q.nth <= f.concurrency
), chosen as (
  select * from candidates
  order by beyond, case when beyond then load else starts end, starts, accepted_at
  limit (select places from given)
), locked as (
  select job_id, accepted_at from queue where job_id in (select job_id from chosen) and hub is null
  for update skip locked
), leased as (
  update queue q
  set hub = ?, attempt = q.attempt + 1, leased_until = now() + ?::bigint * interval '1 millisecond'
  from locked l join jobs j on j.accepted_at = l.accepted_at and j.id = l.job_id
  where q.job_id = l.job_id
  returning q.job_id, j.submitter, j.source, j.operation, j.reply, j.trace_id, j.parent_span_id, j.trace_state,
    j.body, j.policies, j.accepted_at, q.attempt
), served as (
  insert into fair_shares (tenant, served)
  select tenant, max(starts + 1 / weight) from chosen group by tenant
  on conflict (tenant) do update set served = excluded.served
), ticked as (
  update fair_clock set at = greatest(at, (select max(starts) from chosen)) where exists (select from chosen)
)
select submitter, source, operation, reply, trace_id, parent_span_id, trace_state, body, policies, accepted_at,
  attempt
from leased
