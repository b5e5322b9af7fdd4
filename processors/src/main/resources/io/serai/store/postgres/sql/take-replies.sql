with due as (
  select id from outbox where due_at <= now() order by id for update skip locked limit ?
)
update outbox o
set attempts = o.attempts + 1,
    due_at = now() + least(power(2, o.attempts), 60) * interval '1 second'
from due d, results r
where o.id = d.id and r.job_id = o.job_id
returning o.id, o.job_id, o.reply, r.body, o.attempts
