-- What every hub does again and again: gives back what dead hubs held, and calls what is due.
with lapsed as (
  select job_id from queue
  where hub is not null and leased_until < now() and started is null and not cancel_requested
  for update skip locked
), due as (
  select job_id from queue
  where hub is null and not ready and not_before <= now()
  order by not_before
  limit 2000
  for update skip locked
), reclaimed as (
  -- The time of the lapsed lease stays: by it whoever held it may take it back.
  update queue q set hub = null, ready = true from lapsed l where q.job_id = l.job_id returning q.job_id
), called as (
  update queue q set ready = true from due d where q.job_id = d.job_id returning q.job_id
), told as (
  select pg_notify('serai', 'ready') where exists (select from reclaimed) or exists (select from called)
)
select (select count(*) from told) > 0 as called,
       (select count(*) from reclaimed)::integer as reclaimed,
       exists (select from queue where hub is null and ready) as waiting,
       (select extract(epoch from min(not_before) - now()) * 1000 from queue
        where hub is null and not ready and not_before > now() and not_before < 'infinity')::bigint as due_in_ms
