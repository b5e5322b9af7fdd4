insert into dispatches (run_id, job_id, attempt, target, node, address, sent_at)
select * from unnest(?::uuid[], ?::uuid[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
