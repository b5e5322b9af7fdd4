select id, tenant from jobs
where (tenant = ? and idempotency_key = ?) or id = ?
order by (idempotency_key is not distinct from ? and tenant = ?) desc
limit 1
