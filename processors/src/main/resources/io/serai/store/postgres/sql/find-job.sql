select j.id, j.tenant, j.submitter, j.source, j.language, j.priority, j.trace_id, j.accepted_at,
       coalesce(r.status, case when q.leased_until >= now() then 'running'
                           when q.not_before = 'infinity' then 'waiting_for_approval'
                           else 'accepted' end) as state,
       r.finished_at, r.body as result
from jobs j left join queue q on q.job_id = j.id left join results r on r.job_id = j.id
where j.id = ? and (?::text is null or j.tenant = ?)
