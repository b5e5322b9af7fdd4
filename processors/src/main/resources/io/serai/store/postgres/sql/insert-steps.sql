with ended as (
  select * from unnest(?::uuid[], ?::text[], ?::text[], ?::bytea[], ?::text[]) as w (job_id, timings, placement, digests, routes)
), answered as (
  update dispatches d set outcome = a.outcome, ended_at = now()
  from ended w, json_to_recordset(w.placement::json -> 'attempts') as a ("runId" uuid, outcome text)
  where d.run_id = a."runId" and d.outcome is null
)
insert into walks (job_id, timings, placement, digests, routes, accepted_at)
select e.job_id, e.timings::json, e.placement::json, e.digests, e.routes, coalesce(i.accepted_at, '-infinity')
from ended e left join job_ids i on i.id = e.job_id
on conflict do nothing
