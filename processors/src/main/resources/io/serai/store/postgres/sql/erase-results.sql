-- Results whose jobs are not there: they came back from cold storage by themselves.
with old as (
  select r.job_id, r.accepted_at from results r
  where r.tenant = ? and r.accepted_at < ?
    and not exists (select from jobs j where j.accepted_at = r.accepted_at and j.id = r.job_id)
  limit ?
), walked as (
  delete from walks w using old where w.accepted_at = old.accepted_at and w.job_id = old.job_id returning 1
), gone as (
  delete from results r using old where r.accepted_at = old.accepted_at and r.job_id = old.job_id returning 1
)
select (select count(*) from gone) as results, (select count(*) from walked) as walks
