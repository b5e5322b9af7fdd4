-- One page, newest first: its jobs in the order of an index, and then what became of each.
with asked as not materialized (
  select ?::text as tenant, coalesce(?::timestamptz, '-infinity') as since, coalesce(?::timestamptz, 'infinity') as until,
         coalesce(?::timestamptz, 'infinity') as after,
         coalesce(?::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') as after_id
)
select j.id, j.tenant, j.submitter, j.source, j.language, j.priority, j.trace_id, j.accepted_at,
       coalesce(r.status, case when q.leased_until >= now() then 'running'
                           when q.not_before = 'infinity' then 'waiting_for_approval'
                           else 'accepted' end) as state,
       r.finished_at, null::json as result, null::text as routes
from (
  select j.* from jobs j, asked
  where (asked.tenant is null or j.tenant = asked.tenant)
    and j.accepted_at >= asked.since and j.accepted_at < asked.until
    and j.accepted_at <= asked.after and (j.accepted_at, j.id) < (asked.after, asked.after_id)
  order by j.accepted_at desc, j.id desc
  limit ?
) j
  left join lateral (select * from queue where job_id = j.id limit 1) q on true
  left join lateral (
    select status, finished_at from results where accepted_at = j.accepted_at and job_id = j.id limit 1
  ) r on true
order by j.accepted_at desc, j.id desc
