and not exists (select from dead_letters d where d.job_id = j.id)
