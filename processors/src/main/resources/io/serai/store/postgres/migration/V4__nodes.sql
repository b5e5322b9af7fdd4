-- What each node said of itself last. Rows change each second and no index covers what changes, so
-- that with room left on its page a row is replaced where it is (heap-only tuples).
create table nodes (
  name text primary key,
  instance text not null,
  report jsonb not null,
  reported_at timestamptz not null
) with (fillfactor = 30, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
