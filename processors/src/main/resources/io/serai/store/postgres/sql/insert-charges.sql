insert into bills (job_id, tenant, cloud, target, amount, currency, lines, accepted_at)
select b.job_id, b.tenant, b.cloud, b.target, b.amount, b.currency, b.lines::json, coalesce(i.accepted_at, '-infinity')
from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::text[])
     as b (job_id, tenant, cloud, target, amount, currency, lines)
  left join job_ids i on i.id = b.job_id
on conflict do nothing
