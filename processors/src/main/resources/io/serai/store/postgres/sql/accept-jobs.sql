with offered as (
  select *
  from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::smallint[], ?::text[], ?::text[],
              ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::boolean[], ?::timestamptz[], ?::timestamptz[])
       as o (id, tenant, idempotency_key, submitter, source, operation, language, priority, trace_id, parent_span_id,
          trace_state, reply, body, policies, accepted_at, wanted, not_before, deadline)
), identified as (
  -- An id or a key that is taken leaves the offer out.
  insert into job_ids (id, tenant, idempotency_key, accepted_at)
  select id, tenant, idempotency_key, accepted_at from offered
  on conflict do nothing
  returning id
), accepted as (
  insert into jobs (id, tenant, idempotency_key, submitter, source, operation, language, priority, trace_id, parent_span_id,
                    trace_state, reply, body, policies, accepted_at)
  select id, tenant, idempotency_key, submitter, source, operation, language, priority, trace_id, parent_span_id,
         trace_state, reply::json, body::json, policies, accepted_at
  from offered join identified using (id)
), others as (
  select exists (select from queue where hub is null and ready) as wait
), judged as (
  -- Nobody passes those who wait: their turn is decided where all are seen, as leases are given.
  select o.id, o.tenant, o.priority, o.accepted_at, o.wanted,
         coalesce(o.not_before, '-infinity') as not_before,
         coalesce(o.not_before <= now(), true) as ready,
         coalesce(o.deadline, 'infinity') as deadline,
         o.wanted and not x.wait and coalesce(o.not_before <= now(), true) and coalesce(o.deadline > now(), true) as leased
  from offered o join identified i on i.id = o.id cross join others x
), queued as (
  insert into queue (job_id, tenant, priority, accepted_at, attempt, hub, leased_until, not_before, ready, deadline)
  select id, tenant, priority, accepted_at,
         case when leased then 1 else 0 end,
         case when leased then ?::uuid end,
         case when leased then now() + ?::bigint * interval '1 millisecond' end,
         not_before, ready, deadline
  from judged
), told as (
  -- Whoever wanted it leases it; what this hub has no place for is for others to hear of.
  select pg_notify('serai', 'ready') where exists (select from judged where ready and not wanted)
)
select j.id, j.leased, t.told from judged j left join (select 1 as told from told) t on true
