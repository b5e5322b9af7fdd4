-- Of one tenant, ended and answered: what waits, is owed or is still to be moved stays, and so does what the
-- caller leaves out.
with old as (
  select j.id, j.accepted_at from jobs j
  where j.tenant = ? and j.accepted_at < ?
    and not exists (select from queue q where q.job_id = j.id)
    and not exists (select from outbox o where o.job_id = j.id)
    and not exists (select from unmoved_results u where u.job_id = j.id)
    %s
  order by j.accepted_at, j.id limit ?
), forgotten as (
  -- An id that was given again names another job, and what stands beside that one is its own.
  delete from job_ids i using old where i.id = old.id and i.accepted_at = old.accepted_at returning i.id
), ended as (
  delete from results r using old where r.accepted_at = old.accepted_at and r.job_id = old.id returning 1
), walked as (
  delete from walks w using old where w.accepted_at = old.accepted_at and w.job_id = old.id returning 1
), sendings as (
  delete from dispatches d using forgotten f where d.job_id = f.id returning 1
), repetitions as (
  delete from also_asked a using forgotten f where a.job_id = f.id returning 1
), replayed as (
  delete from replays r using forgotten f where r.job_id = f.id returning 1
), counted as (
  delete from votes v using approvals a, forgotten f where v.approval_id = a.id and a.job_id = f.id returning 1
), approved as (
  delete from approvals a using forgotten f where a.job_id = f.id returning 1
), gone as (
  delete from jobs j using old where j.accepted_at = old.accepted_at and j.id = old.id returning 1
)
select (select count(*) from gone)        as jobs,
       (select count(*) from forgotten)   as job_ids,
       (select count(*) from ended)       as results,
       (select count(*) from walked)      as walks,
       (select count(*) from sendings)    as dispatches,
       (select count(*) from repetitions) as also_asked,
       (select count(*) from replayed)    as replays,
       (select count(*) from counted)     as votes,
       (select count(*) from approved)    as approvals
