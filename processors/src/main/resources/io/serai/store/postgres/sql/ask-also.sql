insert into also_asked (job_id, reply) values (?, ?) on conflict do nothing
