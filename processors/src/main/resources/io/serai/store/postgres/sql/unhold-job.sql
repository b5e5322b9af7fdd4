update queue set not_before = '-infinity', waits_for = null where job_id = ?
