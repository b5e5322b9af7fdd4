insert into steps (job_id, seq, stage, start_us, duration_us, outcome)
values (?, ?, ?, ?, ?, ?) on conflict do nothing
