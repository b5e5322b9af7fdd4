-- Jobs that will not run any more, leased to whoever gives them their result: overdue before they
-- started, cancelled or perhaps started when their hub died. One that is held for approval is left to
-- whoever decides on it; released too late, it is overdue like any other.
with lapsed as (
  select job_id, accepted_at, case when started is null then 'cancelled' else 'outcome_unknown' end as why
  from queue
  where hub is not null and leased_until < now() and (started is not null or cancel_requested)
  limit 100
  for update skip locked
), overdue as (
  select q.job_id, q.accepted_at, case when sent.exists then 'outcome_unknown' else 'expired' end as why
  from queue q cross join lateral (
    select exists (select from dispatches d where d.job_id = q.job_id and d.outcome is null)
  ) sent
  where q.deadline < 'infinity' and q.deadline <= now() and q.hub is null and q.not_before < 'infinity'
  order by q.deadline
  limit 100
  for update of q skip locked
), ended as (
  select * from lapsed union all select * from overdue
)
update queue q
set hub = ?, attempt = q.attempt + 1, leased_until = now() + ?::bigint * interval '1 millisecond'
from ended e join jobs j on j.accepted_at = e.accepted_at and j.id = e.job_id
where q.job_id = e.job_id
returning e.why, j.submitter, j.source, j.operation, j.reply, j.trace_id, j.parent_span_id, j.trace_state,
  j.body, j.policies, j.accepted_at, q.attempt
