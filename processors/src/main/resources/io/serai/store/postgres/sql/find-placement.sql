select w.placement, q.waits_for
from jobs j left join walks w on w.job_id = j.id left join queue q on q.job_id = j.id
where j.id = ?
