with held as (
  update queue
  set hub = null, leased_until = null, not_before = 'infinity', ready = false, waits_for = ?
  where job_id = ? and attempt = ? and not cancel_requested
  returning job_id, accepted_at
), asked as (
  insert into approvals (job_id, tenant, submitter, digest, grounds, verdict, approvers, expires_at)
  select j.id, j.tenant, j.submitter, ?, ?::json, ?::json, ?, now() + ?::bigint * interval '1 millisecond'
  from held h join jobs j on j.accepted_at = h.accepted_at and j.id = h.job_id
  on conflict (job_id) where state = 'waiting' do nothing
  returning tenant, job_id
), audited as (
  insert into audit (actor, tenant, action, subject, outcome, detail)
  select 'hub', tenant, 'job.hold', job_id::text, 'done', ?::json from asked
)
select job_id from held
