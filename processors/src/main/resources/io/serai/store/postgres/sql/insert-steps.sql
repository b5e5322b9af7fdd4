insert into walks (job_id, timings, placement)
select job_id, timings::json, placement::json
from unnest(?::uuid[], ?::text[], ?::text[]) as w (job_id, timings, placement)
on conflict do nothing
