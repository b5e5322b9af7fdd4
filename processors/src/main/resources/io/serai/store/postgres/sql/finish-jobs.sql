with ended as (
  select * from unnest(?::uuid[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
         as e (job_id, attempt, status, body, reply, tenant, actor, action, outcome, detail)
), finished as (
  delete from queue q using ended e where q.job_id = e.job_id and q.attempt = e.attempt
  returning q.job_id, q.attempt, q.accepted_at
), stored as (
  insert into results (job_id, tenant, status, body, accepted_at, finished_at)
  select e.job_id, e.tenant, e.status, e.body::json, f.accepted_at, now() from ended e join finished f using (job_id, attempt)
), owed as (
  insert into outbox (job_id, tenant, reply)
  select e.job_id, e.tenant, e.reply::json from ended e join finished f using (job_id, attempt) where e.reply is not null
), noted as (
  insert into unmoved_results (job_id, tenant)
  select e.job_id, e.tenant from ended e join finished f using (job_id, attempt) where octet_length(e.body) >= ?
), audited as (
  insert into audit (actor, tenant, action, subject, outcome, detail)
  select e.actor, e.tenant, e.action, e.job_id::text, e.outcome, e.detail::json from ended e join finished f using (job_id, attempt)
)
select job_id, attempt from finished
