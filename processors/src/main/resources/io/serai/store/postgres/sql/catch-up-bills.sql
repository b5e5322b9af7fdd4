-- As of the time of the result, whenever it is written; one hub after the other.
insert into bills (job_id, tenant, cloud, target, amount, currency, lines, charged_at, accepted_at)
select r.job_id,
       r.tenant,
       coalesce(r.body #>> '{placement,cloud}', 'none'),
       coalesce(r.body #>> '{placement,target}', 'none'),
       (r.body #>> '{cost,amount}')::numeric,
       r.body #>> '{cost,currency}',
       r.body #> '{cost,charges}',
       r.finished_at,
       r.accepted_at
from results r
where (select true from pg_advisory_xact_lock(7265726170))
  and r.finished_at > now() - ?::bigint * interval '1 second'
  and json_array_length(r.body #> '{cost,charges}') > 0
  and not exists (select from bills b where b.accepted_at = r.accepted_at and b.job_id = r.job_id)
on conflict do nothing
