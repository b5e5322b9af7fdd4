insert into walks (job_id, timings, accepted_at)
select r.job_id, r.body -> 'timings', r.accepted_at
from results r
where (select true from pg_advisory_xact_lock(7265726171))
  and r.finished_at > now() - ?::bigint * interval '1 second'
  and not exists (select from walks w where w.accepted_at = r.accepted_at and w.job_id = r.job_id)
on conflict do nothing
