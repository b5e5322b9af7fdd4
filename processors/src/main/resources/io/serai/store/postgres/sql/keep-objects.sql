-- The objects of a partition's results stay, or are again those of results that are there.
update moved_results m set cold = ? from %s j where m.job_id = j.id
