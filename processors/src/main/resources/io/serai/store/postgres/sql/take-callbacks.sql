-- One reply for each receiver, found without reading what else waits for it: its turn comes when
-- this one has been sent. Whoever takes one has two minutes, and then it is due again.
with recursive receivers as (
  (select destination from outbox where destination like 'callback %' order by destination limit 1)
  union all
  select (select o.destination from outbox o
          where o.destination > r.destination and o.destination like 'callback %'
          order by o.destination limit 1)
  from receivers r where r.destination is not null
), due as (
  select next.id, next.job_id
  from (select destination from receivers where destination <> all (?) order by random()) r
  cross join lateral (
    select o.id, o.job_id from outbox o
    where o.destination = r.destination and o.due_at <= now()
    order by o.due_at, o.id limit 1
    for update skip locked
  ) next
  limit ?
)
update outbox o
set attempts = o.attempts + 1,
    due_at = now() + interval '2 minutes'
from due d
  join job_ids i on i.id = d.job_id
  cross join lateral (select trace_id, trace_state from jobs where accepted_at = i.accepted_at and id = i.id limit 1) j
  cross join lateral (
    select status, body, finished_at from results where accepted_at = i.accepted_at and job_id = i.id limit 1
  ) r
where o.id = d.id
returning o.id, o.job_id, o.tenant, o.destination, o.reply, r.body, o.attempts, o.owed_at,
  i.accepted_at, j.trace_id, j.trace_state, r.status, r.finished_at
