select * from (
  select j.id, j.tenant, j.submitter, j.source, j.language, j.priority, j.trace_id, j.accepted_at,
         coalesce(r.status, case when q.leased_until >= now() then 'running'
                             when q.not_before = 'infinity' then 'waiting_for_approval'
                             else 'accepted' end) as state,
         r.finished_at, null::json as result
  from jobs j left join queue q on q.job_id = j.id left join results r on r.job_id = j.id
  where (?::text is null or j.tenant = ?)
    and (?::timestamptz is null or j.accepted_at >= ?)
    and (?::timestamptz is null or j.accepted_at < ?)
    and (?::uuid is null or (j.accepted_at, j.id) < (select accepted_at, id from jobs where id = ? and tenant = coalesce(?, tenant)))
) as listed
where (?::text is null or state = ?)
order by accepted_at desc, id desc
limit ?
