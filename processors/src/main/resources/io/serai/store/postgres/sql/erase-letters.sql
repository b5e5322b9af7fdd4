-- A tenant's, settled or not, and whoever's became its jobs or are answers to them: they go before the jobs do.
with asked as (
  select ?::text as tenant, ?::timestamptz as before, ?::integer as most
), old as (
  select d.id from asked a join dead_letters d on d.tenant = a.tenant and d.received_at < a.before
  union
  select d.id
  from asked a
    join dead_letters d on d.job_id is not null
    join job_ids i on i.id = d.job_id and i.tenant = a.tenant and i.accepted_at < a.before
  limit (select most from asked)
), gone as (
  delete from dead_letters d using old where d.id = old.id returning 1
)
select (select count(*) from gone) as dead_letters
