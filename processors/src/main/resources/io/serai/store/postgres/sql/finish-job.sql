with finished as (
  delete from queue where job_id = ? and attempt = ? returning job_id
)
insert into results (job_id, status, body, finished_at)
select job_id, ?, ?::json, now() from finished
