-- One row a reply: whoever asked for a job from two places is owed twice, and may miss both.
with abandoned as (
  delete from outbox where id = ? returning job_id, reply, attempts
)
insert into dead_letters as known
  (identity, source, origin, deliveries, code, message, headers, envelope, body, tenant, job_id)
select 'reply-' || a.job_id || '-' || md5(a.reply::text), a.reply ->> 'transport', coalesce(a.reply ->> 'address', ''),
       a.attempts, ?, ?, '[]',
       json_build_object('sender', json_build_object('name', j.submitter, 'tenant', j.tenant, 'roles', '[]'::json),
                         'attributes', '{}'::json, 'contentType', 'application/json', 'reply', a.reply),
       convert_to(r.body::text, 'UTF8'), j.tenant, a.job_id
from abandoned a
  join job_ids i on i.id = a.job_id
  join jobs j on j.accepted_at = i.accepted_at and j.id = i.id
  join results r on r.accepted_at = i.accepted_at and r.job_id = i.id
on conflict (identity) do update
set code = excluded.code, message = excluded.message, deliveries = excluded.deliveries, times = known.times + 1,
    state = 'kept', settled_at = null, settled_by = null
