with settled as (
  update dead_letters set state = 'replayed', settled_at = now(), settled_by = ?
  where id = ? and state = 'kept' and job_id is not null
  returning job_id, envelope -> 'reply' as reply
)
insert into outbox (job_id, tenant, reply)
select s.job_id, i.tenant, s.reply from settled s join job_ids i on i.id = s.job_id
