-- The attempt moves on, so that whatever the run comes to here does not count.
with handed as (
  update queue q
  set hub = null, leased_until = null, ready = true, attempt = q.attempt + 1, waits_for = 'another hub'
  from unnest(?::uuid[], ?::integer[]) as held (job_id, attempt)
  where q.job_id = held.job_id and q.attempt = held.attempt and q.started is null and not q.cancel_requested
  returning q.job_id
), told as (
  select pg_notify('serai', 'ready') where exists (select from handed)
)
select h.job_id from handed h left join told on true
