with due as (
  update also_asked a set owed = true
  from job_ids i join results r on r.accepted_at = i.accepted_at and r.job_id = i.id
  where i.id = a.job_id and not a.owed
  returning a.job_id, i.tenant, a.reply
)
insert into outbox (job_id, tenant, reply)
select job_id, tenant, reply::json from due
