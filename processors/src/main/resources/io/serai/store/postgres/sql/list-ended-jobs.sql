-- One page of those that ended in one way, newest first: by the index of results, however few they are.
with asked as not materialized (
  select ?::text as tenant, coalesce(?::timestamptz, '-infinity') as since, coalesce(?::timestamptz, 'infinity') as until,
         coalesce(?::timestamptz, 'infinity') as after,
         coalesce(?::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') as after_id, ?::text as state
)
select j.id, j.tenant, j.submitter, j.source, j.language, j.priority, j.trace_id, j.accepted_at,
       r.status as state, r.finished_at, null::json as result, null::text as routes
from (
  select r.job_id, r.accepted_at, r.status, r.finished_at from results r, asked
  where r.status = asked.state
    and (asked.tenant is null or r.tenant = asked.tenant)
    and r.accepted_at >= asked.since and r.accepted_at < asked.until
    and r.accepted_at <= asked.after and (r.accepted_at, r.job_id) < (asked.after, asked.after_id)
  order by r.accepted_at desc, r.job_id desc
  limit ?
) r
  cross join lateral (select * from jobs where accepted_at = r.accepted_at and id = r.job_id limit 1) j
order by j.accepted_at desc, j.id desc
