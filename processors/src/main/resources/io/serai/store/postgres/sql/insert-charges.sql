insert into bills (job_id, tenant, cloud, target, amount, currency, lines)
select job_id, tenant, cloud, target, amount, currency, lines::json
from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::text[])
     as b (job_id, tenant, cloud, target, amount, currency, lines)
on conflict do nothing
