select job_id from approvals where state = 'waiting' and expires_at <= now() order by expires_at limit ?
