-- One hub at a time; nothing where another does it, or has done it meanwhile.
with asked as (
  select ?::text as parent, ?::timestamptz as starts, ?::timestamptz as ends
)
select add_partition(a.parent, a.starts, a.ends)
from asked a, (select pg_try_advisory_xact_lock(hashtext('serai partitions')) as ours) l
where l.ours and to_regclass(a.parent || '_' || to_char(a.starts at time zone 'UTC', 'YYYYMMDD')) is null
