with told as (
  select pg_notify('serai', 'ready')
)
update queue set not_before = '-infinity', ready = true, waits_for = null from told where job_id = ?
