with waiting as (
  select job_id from queue
  where hub is null and not_before <= now()
  order by priority desc, accepted_at
  for update skip locked
  limit ?
)
update queue q
set hub = ?, attempt = q.attempt + 1, leased_until = now() + ?::bigint * interval '1 millisecond'
from waiting w join jobs j on j.id = w.job_id
where q.job_id = w.job_id
returning j.submitter, j.source, j.reply, j.trace_id, j.parent_span_id, j.body, j.accepted_at, q.attempt
