-- What names the jobs of a partition that has come back. An id or key that was given again stays the newer job's.
insert into job_ids (id, tenant, idempotency_key, accepted_at)
select id, tenant, idempotency_key, accepted_at from %s
on conflict do nothing
