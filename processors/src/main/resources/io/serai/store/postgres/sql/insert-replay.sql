insert into replays (job_id, replay_of, asked_by) values (?, ?, ?)
