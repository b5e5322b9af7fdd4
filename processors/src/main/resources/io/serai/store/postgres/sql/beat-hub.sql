with gone as (
  delete from hubs where seen_at < now() - interval '1 hour'
), seen as (
  insert into hubs (id, seen_at) values (?, now()) on conflict (id) do update set seen_at = now()
)
select 1 + count(*) from hubs where id <> ? and seen_at > now() - interval '15 seconds'
