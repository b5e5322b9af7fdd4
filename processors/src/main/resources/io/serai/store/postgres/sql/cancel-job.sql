with found as (
  -- Locked first, so that it is one thing or the other, whatever is done to it at the same time.
  select job_id, coalesce(leased_until >= now(), false) as leased from queue where job_id = ? for update
), cancelled as (
  delete from queue q using found f
  where q.job_id = f.job_id and not f.leased and q.started is null
  returning q.job_id, q.tenant, q.accepted_at
), asked as (
  update queue q set cancel_requested = true from found f
  where q.job_id = f.job_id and (f.leased or q.started is not null)
  returning q.job_id
), told as (
  select pg_notify('serai', 'cancel ' || job_id) from asked
), withdrawn as (
  update approvals a set state = 'cancelled', decided_at = now()
  from cancelled c where a.job_id = c.job_id and a.state = 'waiting'
), owed as (
  insert into outbox (job_id, tenant, reply)
  select j.id, j.tenant, j.reply from cancelled c join jobs j on j.accepted_at = c.accepted_at and j.id = c.job_id where j.reply is not null
), stored as (
  insert into results (job_id, tenant, status, body, accepted_at, finished_at)
  select job_id, tenant, 'cancelled', ?::json, accepted_at, now() from cancelled
)
select (select count(*) from cancelled) as cancelled, (select count(*) from told) as asked
