select accepted_at from job_ids where id = ? and (?::text is null or tenant = ?)
