with asked as (select ?::text as tenant, ?::text as subject, ?::bigint as before)
select a.id, a.at, a.actor, a.tenant, a.action, a.subject, a.outcome, a.detail
from %s a, asked
where (asked.tenant is null or a.tenant = asked.tenant)
  and (asked.subject is null or a.subject = asked.subject)
  and (asked.before is null or a.id < asked.before)
order by a.id desc
limit ?
