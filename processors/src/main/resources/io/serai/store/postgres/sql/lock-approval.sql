select id, tenant, approvers, expires_at <= now() as expired
from approvals where job_id = ? and state = 'waiting' for update
