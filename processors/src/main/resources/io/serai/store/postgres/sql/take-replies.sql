with due as (
  select id, job_id from outbox where destination = ? and due_at <= now()
  order by due_at, id for update skip locked limit ?
)
update outbox o
set attempts = o.attempts + 1,
    due_at = now() + least(power(2, o.attempts), 60) * interval '1 second'
from due d
  join job_ids i on i.id = d.job_id
  cross join lateral (select trace_id, trace_state from jobs where accepted_at = i.accepted_at and id = i.id limit 1) j
  cross join lateral (
    select status, body, finished_at from results where accepted_at = i.accepted_at and job_id = i.id limit 1
  ) r
where o.id = d.id
returning o.id, o.job_id, o.tenant, o.destination, o.reply, r.body, o.attempts, o.owed_at,
  i.accepted_at, j.trace_id, j.trace_state, r.status, r.finished_at
