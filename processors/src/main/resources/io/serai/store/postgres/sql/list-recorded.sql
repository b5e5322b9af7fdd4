-- One page, newest first: jobs as they came, and of their results only what is small. It ends early
-- where the jobs are large; the first of it is there whatever its size.
with asked as not materialized (
  select ?::text as tenant, coalesce(?::timestamptz, '-infinity') as since,
         case when page.after is null then 'infinity'
              else coalesce((select accepted_at from job_ids where id = page.after), '-infinity') end as after,
         coalesce(page.after, 'ffffffff-ffff-ffff-ffff-ffffffffffff') as after_id
  from (select ?::uuid as after) page
)
select j.submitter, j.source, j.trace_id, j.accepted_at, j.policies, j.body, coalesce(r.status, 'unfinished') as state,
       r.body -> 'placement' as placement, r.body -> 'usage' as usage, r.body -> 'copies' as copies
from (
  select page.*, row_number() over newest as nth, sum(octet_length(body::text)) over newest as bytes
  from (
    select j.* from jobs j, asked
    where (asked.tenant is null or j.tenant = asked.tenant)
      and j.accepted_at >= asked.since
      and j.accepted_at <= asked.after and (j.accepted_at, j.id) < (asked.after, asked.after_id)
    order by j.accepted_at desc, j.id desc
    limit ?
  ) page
  window newest as (order by accepted_at desc, id desc rows unbounded preceding)
) j
  left join lateral (
    select status, body from results where accepted_at = j.accepted_at and job_id = j.id limit 1
  ) r on true
where j.nth = 1 or j.bytes <= ?
order by j.accepted_at desc, j.id desc
