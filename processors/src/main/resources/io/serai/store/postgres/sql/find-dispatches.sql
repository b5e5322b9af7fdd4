select run_id, target, node, address, sent_at, outcome, message, ended_at
from dispatches where job_id = ? order by sent_at
