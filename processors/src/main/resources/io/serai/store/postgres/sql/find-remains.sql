select m.job_id, m.keys from moved_results m
where not m.cold and not exists (select from job_ids i where i.id = m.job_id)
limit ?
