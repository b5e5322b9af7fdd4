with due as (
  update also_asked a set owed = true
  from results r
  where r.job_id = a.job_id and not a.owed
  returning a.job_id, a.reply
)
insert into outbox (job_id, reply) select job_id, reply::json from due
