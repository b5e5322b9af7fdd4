insert into walks (job_id, timings)
select r.job_id, r.body -> 'timings'
from results r
where r.finished_at > now() - ?::bigint * interval '1 second'
  and not exists (select from walks w where w.job_id = r.job_id)
on conflict do nothing
