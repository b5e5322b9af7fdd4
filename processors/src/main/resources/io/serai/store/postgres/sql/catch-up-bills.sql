insert into bills (job_id, tenant, cloud, target, amount, currency, lines, accepted_at)
select r.job_id,
       r.tenant,
       coalesce(r.body #>> '{placement,cloud}', 'none'),
       coalesce(r.body #>> '{placement,target}', 'none'),
       (r.body #>> '{cost,amount}')::numeric,
       r.body #>> '{cost,currency}',
       r.body #> '{cost,charges}',
       r.accepted_at
from results r
where r.finished_at > now() - ?::bigint * interval '1 second'
  and json_array_length(r.body #> '{cost,charges}') > 0
  and not exists (select from bills b where b.accepted_at = r.accepted_at and b.job_id = r.job_id)
on conflict do nothing
