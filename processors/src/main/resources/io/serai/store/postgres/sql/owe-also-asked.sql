with due as (
  update also_asked a set owed = true
  from results r
  where r.job_id = a.job_id and not a.owed
  returning a.job_id, a.reply
)
insert into outbox (job_id, tenant, reply)
select d.job_id, j.tenant, d.reply::json from due d join jobs j on j.id = d.job_id
