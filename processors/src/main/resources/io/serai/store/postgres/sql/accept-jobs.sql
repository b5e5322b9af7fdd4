with offered as (
  select *
  from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::smallint[], ?::text[], ?::text[], ?::text[],
              ?::text[], ?::timestamptz[], ?::boolean[])
       as o (id, tenant, idempotency_key, submitter, source, language, priority, trace_id, parent_span_id, reply, body, accepted_at,
          leased)
), accepted as (
  insert into jobs (id, tenant, idempotency_key, submitter, source, language, priority, trace_id, parent_span_id, reply, body,
                    accepted_at)
  select id, tenant, idempotency_key, submitter, source, language, priority, trace_id, parent_span_id, reply::json, body::json,
         accepted_at
  from offered
  on conflict do nothing
  returning id
), queued as (
  insert into queue (job_id, priority, accepted_at, attempt, hub, leased_until)
  select o.id, o.priority, o.accepted_at,
         case when o.leased then 1 else 0 end,
         case when o.leased then ?::uuid end,
         case when o.leased then now() + ?::bigint * interval '1 millisecond' end
  from offered o join accepted a on a.id = o.id
)
select id from accepted
