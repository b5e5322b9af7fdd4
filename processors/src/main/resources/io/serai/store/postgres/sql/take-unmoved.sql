with due as (
  select job_id from unmoved_results where due_at <= now()
  order by due_at for update skip locked limit ?
)
update unmoved_results u
set attempts = u.attempts + 1,
    due_at = now() + least(power(2, u.attempts + 2), 60) * interval '1 second'
from due d
  join job_ids i on i.id = d.job_id
  cross join lateral (select body from results where accepted_at = i.accepted_at and job_id = i.id limit 1) r
where u.job_id = d.job_id
returning u.job_id, u.tenant, r.body
