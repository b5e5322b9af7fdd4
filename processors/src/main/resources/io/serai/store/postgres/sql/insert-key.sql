insert into api_keys (id, name, tenant, roles, scopes, hash, created_by, created_at, expires_at)
select ?, ?, ?, ?, ?, ?, ?, ?, ?
where ? or not exists (select from api_keys)
on conflict do nothing
