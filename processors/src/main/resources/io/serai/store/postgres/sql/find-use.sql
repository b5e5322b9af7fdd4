-- Whether somebody needs a job that was accepted then: to run it, to answer it, to move its result.
with asked as (select ?::timestamptz as starts, ?::timestamptz as ends)
select exists (select from queue q where q.accepted_at >= a.starts and q.accepted_at < a.ends)
    or exists (select from outbox o join job_ids i on i.id = o.job_id
               where i.accepted_at >= a.starts and i.accepted_at < a.ends)
    or exists (select from unmoved_results u join job_ids i on i.id = u.job_id
               where i.accepted_at >= a.starts and i.accepted_at < a.ends)
from asked a
