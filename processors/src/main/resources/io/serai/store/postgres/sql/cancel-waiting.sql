with cancelled as (
  delete from queue where job_id = ? and (leased_until is null or leased_until < now()) returning job_id
), withdrawn as (
  update approvals a set state = 'cancelled', decided_at = now()
  from cancelled c where a.job_id = c.job_id and a.state = 'waiting'
), owed as (
  insert into outbox (job_id, tenant, reply)
  select j.id, j.tenant, j.reply from jobs j join cancelled c on c.job_id = j.id where j.reply is not null
)
insert into results (job_id, status, body, finished_at)
select job_id, 'cancelled', ?::json, now() from cancelled
