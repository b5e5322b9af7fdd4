-- What was spent, by any of tenant, cloud, target, kind and day; what it is not grouped by is null.
select case when 'day' = any (g.by) then s.day end       as day,
       case when 'tenant' = any (g.by) then s.tenant end as tenant,
       case when 'cloud' = any (g.by) then s.cloud end   as cloud,
       case when 'target' = any (g.by) then s.target end as target,
       case when 'kind' = any (g.by) then s.kind end     as kind,
       s.currency,
       sum(s.quantity) as quantity,
       sum(s.amount)   as amount
from spending s cross join (select ?::text[] as by) g
where s.day >= ?::date and s.day < ?::date and (s.tenant = ? or ?::text is null)
group by 1, 2, 3, 4, 5, s.currency
order by sum(s.amount) desc, 1, 2, 3, 4, 5
