select j.body from job_ids i join jobs j on j.accepted_at = i.accepted_at and j.id = i.id where i.id = ?
