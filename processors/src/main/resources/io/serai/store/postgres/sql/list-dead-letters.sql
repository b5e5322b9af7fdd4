with asked as (
  select ?::text as state, ?::text as source, ?::text as code, ?::text as tenant,
         ?::timestamptz as since, ?::bigint as before
)
select l.id, l.state, l.source, l.origin, l.position, l.deliveries, l.code, l.message, l.tenant, l.job_id, l.times,
       octet_length(l.body) as bytes, l.received_at, l.settled_at, l.settled_by
from dead_letters l, asked
where (asked.state is null or l.state = asked.state)
  and (asked.source is null or l.source = asked.source)
  and (asked.code is null or l.code = asked.code)
  and (asked.tenant is null or l.tenant = asked.tenant)
  and (asked.since is null or l.received_at >= asked.since)
  and (asked.before is null or l.id < asked.before)
order by l.id desc
limit ?
