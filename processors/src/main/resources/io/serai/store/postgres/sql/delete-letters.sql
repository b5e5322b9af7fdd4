delete from dead_letters where id in (
  select id from dead_letters
  where coalesce(tenant, '') = ? and settled_at < ? and state <> 'kept'
  order by id limit ?
)
