-- Tenants share the hubs, and jobs have times.

alter table queue
  add column tenant   text,
  -- Whether its time has come: no index can ask the clock.
  add column ready    boolean     not null default true,
  add column deadline timestamptz not null default 'infinity',
  -- The attempt of which a run with effects may have started.
  add column started  integer;
update queue q set tenant = j.tenant, ready = q.not_before <= now() from jobs j where j.id = q.job_id;
alter table queue alter column tenant set not null;

-- One step of an index a tenant, and then the jobs of that tenant in their order.
drop index queue_waiting;
create index queue_ready on queue (tenant, priority desc, accepted_at) where hub is null and ready;
create index queue_leased on queue (tenant) where hub is not null;
create index queue_scheduled on queue (not_before) where hub is null and not ready;
create index queue_deadlines on queue (deadline) where deadline < 'infinity';

-- Start-time fair queueing: the virtual time at which a tenant's next job starts. Who is not in here
-- starts at the clock.
create table fair_shares (
  tenant text             primary key,
  served double precision not null
) with (fillfactor = 50);
create table fair_clock (
  only_row boolean          primary key default true check (only_row),
  at       double precision not null
) with (fillfactor = 50);
insert into fair_clock (at) values (0);

-- The hubs there are: each gives its part of a tenant's rate.
create table hubs (
  id      uuid        primary key,
  seen_at timestamptz not null
) with (fillfactor = 50);
