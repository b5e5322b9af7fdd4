update queue set started = attempt where job_id = ? and attempt = ? and not cancel_requested
