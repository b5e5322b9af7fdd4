with settled as (
  update dead_letters set state = 'replayed', settled_at = now(), settled_by = ?
  where id = ? and state = 'kept' and job_id is not null
  returning job_id, envelope -> 'reply' as reply
)
insert into outbox (job_id, reply) select job_id, reply from settled
