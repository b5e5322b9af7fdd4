-- Oldest first; the default partitions, which have no bounds, are left out.
select parent.relname as of_table, part.relname as name,
       (regexp_match(pg_get_expr(part.relpartbound, part.oid), 'FROM \(''([^'']+)''\)'))[1]::timestamptz as starts,
       (regexp_match(pg_get_expr(part.relpartbound, part.oid), 'TO \(''([^'']+)''\)'))[1]::timestamptz as ends
from pg_inherits i
  join pg_class parent on parent.oid = i.inhparent
  join pg_class part on part.oid = i.inhrelid
where parent.oid = any (array['jobs', 'results', 'walks', 'bills', 'audit']::regclass[])
  and pg_get_expr(part.relpartbound, part.oid) <> 'DEFAULT'
order by starts, of_table
