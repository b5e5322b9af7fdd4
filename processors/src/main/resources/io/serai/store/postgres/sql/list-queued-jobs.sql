-- One page of those that have not ended, newest first. Who waits is found by an index, and those that
-- hubs have are few.
with asked as not materialized (
  select ?::text as tenant, coalesce(?::timestamptz, '-infinity') as since, coalesce(?::timestamptz, 'infinity') as until,
         coalesce(?::timestamptz, 'infinity') as after,
         coalesce(?::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') as after_id,
         ?::text as state, ?::integer as most
)
select j.id, j.tenant, j.submitter, j.source, j.language, j.priority, j.trace_id, j.accepted_at,
       q.state, null::timestamptz as finished_at, null::json as result, null::text as routes
from (
  select * from (
    (select q.job_id, q.accepted_at, asked.state from queue q, asked
     where q.hub is null and asked.state <> 'running'
       and (q.not_before = 'infinity') = (asked.state = 'waiting_for_approval')
       and (asked.tenant is null or q.tenant = asked.tenant)
       and q.accepted_at >= asked.since and q.accepted_at < asked.until
       and (q.accepted_at, q.job_id) < (asked.after, asked.after_id)
     order by q.accepted_at desc, q.job_id desc
     limit (select most from asked))
    union all
    (select q.job_id, q.accepted_at, asked.state from queue q, asked
     where q.hub is not null and asked.state <> 'waiting_for_approval'
       and (q.leased_until >= now()) = (asked.state = 'running')
       and (asked.tenant is null or q.tenant = asked.tenant)
       and q.accepted_at >= asked.since and q.accepted_at < asked.until
       and (q.accepted_at, q.job_id) < (asked.after, asked.after_id))
  ) q
  order by q.accepted_at desc, q.job_id desc
  limit (select most from asked)
) q
  cross join lateral (select * from jobs where accepted_at = q.accepted_at and id = q.job_id limit 1) j
order by j.accepted_at desc, j.id desc
