insert into outbox (job_id, reply) values (?, ?::json)
