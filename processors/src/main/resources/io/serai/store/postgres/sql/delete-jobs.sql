-- Of one tenant, ended and answered: what waits, is owed or is still to be moved stays, and so does what
-- is in a partition that is in cold storage.
with old as (
  select j.id, j.accepted_at from jobs j
  where j.tenant = ? and j.accepted_at < ?
    and not exists (select from queue q where q.job_id = j.id)
    and not exists (select from outbox o where o.job_id = j.id)
    and not exists (select from unmoved_results u where u.job_id = j.id)
    and not exists (select from cold_partitions p where j.accepted_at >= p.starts and j.accepted_at < p.ends)
  order by j.accepted_at, j.id limit ?
), forgotten as (
  delete from job_ids i using old where i.id = old.id
), ended as (
  delete from results r using old where r.accepted_at = old.accepted_at and r.job_id = old.id
), walked as (
  delete from walks w using old where w.accepted_at = old.accepted_at and w.job_id = old.id
), sendings as (
  delete from dispatches d using old where d.job_id = old.id
), repetitions as (
  delete from also_asked a using old where a.job_id = old.id
), replayed as (
  delete from replays r using old where r.job_id = old.id
), counted as (
  delete from votes v using approvals a, old where v.approval_id = a.id and a.job_id = old.id
), approved as (
  delete from approvals a using old where a.job_id = old.id
)
delete from jobs j using old where j.accepted_at = old.accepted_at and j.id = old.id
