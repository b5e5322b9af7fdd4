with old as (
  select id from %s
), sendings as (
  delete from dispatches d using old where d.job_id = old.id
), repetitions as (
  delete from also_asked a using old where a.job_id = old.id
), replayed as (
  delete from replays r using old where r.job_id = old.id
), counted as (
  delete from votes v using approvals a, old where v.approval_id = a.id and a.job_id = old.id
)
delete from approvals a using old where a.job_id = old.id
