update queue set cancel_requested = true where job_id = ?
