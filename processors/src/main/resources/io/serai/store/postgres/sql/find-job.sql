select j.id, j.tenant, j.submitter, j.source, j.language, j.priority, j.trace_id, j.accepted_at,
       coalesce(r.status, case when q.leased_until >= now() then 'running'
                           when q.not_before = 'infinity' then 'waiting_for_approval'
                           else 'accepted' end) as state,
       r.finished_at, case when ? then r.body end as result, w.routes
from job_ids i
  join jobs j on j.accepted_at = i.accepted_at and j.id = i.id
  left join queue q on q.job_id = i.id
  left join results r on r.accepted_at = i.accepted_at and r.job_id = i.id
  left join walks w on w.accepted_at = i.accepted_at and w.job_id = i.id
where i.id = ? and (?::text is null or i.tenant = ?)
