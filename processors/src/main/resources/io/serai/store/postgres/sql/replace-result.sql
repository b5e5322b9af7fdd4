with moved as (
  delete from unmoved_results where job_id = ? returning job_id
), noted as (
  insert into moved_results (job_id, keys) select job_id, ? from moved
)
update results r set body = ?::json
from moved m join job_ids i on i.id = m.job_id
where r.accepted_at = i.accepted_at and r.job_id = i.id
