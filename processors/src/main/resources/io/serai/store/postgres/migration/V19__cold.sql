-- Objects of results whose jobs are in cold storage are kept with them.
alter table moved_results add column cold boolean not null default false;

-- Partitions that are in cold storage as they are here: about to be dropped, or back for a while. Nothing is
-- taken out of them.
create table cold_partitions (
  name   text        primary key,
  starts timestamptz not null,
  ends   timestamptz not null,
  until  timestamptz not null
);
