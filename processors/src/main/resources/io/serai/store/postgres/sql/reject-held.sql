with ended as (
  delete from queue where job_id = ? returning job_id
), owed as (
  insert into outbox (job_id, tenant, reply)
  select j.id, j.tenant, j.reply from jobs j join ended e on e.job_id = j.id where j.reply is not null
)
insert into results (job_id, status, body, finished_at)
select job_id, 'rejected', ?::json, now() from ended
