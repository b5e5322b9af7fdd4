-- The time and the trace of an offer are its own: a row that has both, and its id, is its own row.
with offer as (
  select ?::text as tenant, ?::text as idempotency_key, ?::uuid as id, ?::text as trace_id, ?::timestamptz as accepted_at
)
select j.id, j.tenant, j.reply, j.body,
       j.id = o.id and j.trace_id = o.trace_id and j.accepted_at = o.accepted_at as own
from offer o
  join job_ids i on (i.tenant = o.tenant and i.idempotency_key = o.idempotency_key) or i.id = o.id
  join jobs j on j.accepted_at = i.accepted_at and j.id = i.id
order by (j.idempotency_key is not distinct from o.idempotency_key and j.tenant = o.tenant) desc
limit 1
