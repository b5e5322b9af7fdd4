insert into bills (job_id, tenant, cloud, target, amount, currency, lines)
select r.job_id,
       j.tenant,
       coalesce(r.body #>> '{placement,cloud}', 'none'),
       coalesce(r.body #>> '{placement,target}', 'none'),
       (r.body #>> '{cost,amount}')::numeric,
       r.body #>> '{cost,currency}',
       r.body #> '{cost,charges}'
from results r join jobs j on j.id = r.job_id
where r.finished_at > now() - ?::bigint * interval '1 second'
  and json_array_length(r.body #> '{cost,charges}') > 0
  and not exists (select from bills b where b.job_id = r.job_id)
on conflict do nothing
