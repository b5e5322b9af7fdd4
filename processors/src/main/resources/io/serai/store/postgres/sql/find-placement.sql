select w.placement, q.waits_for
from job_ids i
  left join walks w on w.accepted_at = i.accepted_at and w.job_id = i.id
  left join queue q on q.job_id = i.id
where i.id = ?
