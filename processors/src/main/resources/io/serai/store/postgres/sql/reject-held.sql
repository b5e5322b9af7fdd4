with ended as (
  delete from queue where job_id = ? returning job_id, tenant, accepted_at
), owed as (
  insert into outbox (job_id, tenant, reply)
  select j.id, j.tenant, j.reply from ended e join jobs j on j.accepted_at = e.accepted_at and j.id = e.job_id where j.reply is not null
)
insert into results (job_id, tenant, status, body, accepted_at, finished_at)
select job_id, tenant, 'rejected', ?::json, accepted_at, now() from ended
