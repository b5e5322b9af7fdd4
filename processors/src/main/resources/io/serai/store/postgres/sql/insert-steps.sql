insert into walks (job_id, timings)
select job_id, timings::json from unnest(?::uuid[], ?::text[]) as w (job_id, timings)
on conflict do nothing
