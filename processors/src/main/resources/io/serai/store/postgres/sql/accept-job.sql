with accepted as (
  insert into jobs (id, tenant, idempotency_key, source, language, priority, trace_id, reply, body, accepted_at)
  values (?, ?, ?, ?, ?, ?, ?, ?::json, ?::json, ?)
  on conflict do nothing
  returning id, priority, accepted_at
)
insert into queue (job_id, priority, accepted_at, attempt, hub, leased_until)
select id, priority, accepted_at, ?::int, ?::uuid, now() + ?::bigint * interval '1 millisecond' from accepted
