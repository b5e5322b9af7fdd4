update dead_letters
set state = ?, job_id = coalesce(?, job_id), settled_at = now(), settled_by = ?
where id = ? and state = 'kept'
