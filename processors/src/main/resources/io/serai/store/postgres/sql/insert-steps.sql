with ended as (
  select * from unnest(?::uuid[], ?::text[], ?::text[]) as w (job_id, timings, placement)
), answered as (
  update dispatches d set outcome = a.outcome, ended_at = now()
  from ended w, json_to_recordset(w.placement::json -> 'attempts') as a ("runId" uuid, outcome text)
  where d.run_id = a."runId" and d.outcome is null
)
insert into walks (job_id, timings, placement)
select job_id, timings::json, placement::json from ended
on conflict do nothing
