select count(*) filter (where q.hub is null and q.not_before < 'infinity') as waiting,
       count(*) filter (where q.hub is null and q.not_before = 'infinity') as held,
       count(*) filter (where q.hub is not null)                           as running,
       (select count(*) from outbox where tenant = a.tenant)               as unanswered,
       (select count(*) from unmoved_results where tenant = a.tenant)      as unmoved
from (select ?::text as tenant) as a left join queue q on q.tenant = a.tenant
group by a.tenant
