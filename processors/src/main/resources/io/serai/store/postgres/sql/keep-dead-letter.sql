insert into dead_letters as known
  (identity, source, origin, position, deliveries, code, message, headers, envelope, body, tenant, job_id)
values (?, ?, ?, ?, ?, ?, ?, ?::json, ?::json, ?, ?, ?)
on conflict (identity) do update
set code = excluded.code, message = excluded.message, deliveries = excluded.deliveries, times = known.times + 1,
    state = 'kept', settled_at = null, settled_by = null
returning id
