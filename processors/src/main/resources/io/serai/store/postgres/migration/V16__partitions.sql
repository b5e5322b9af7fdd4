-- What grows with the jobs is partitioned by the time a job was accepted, so that what is old goes by
-- dropping a table, and what is new is found without looking at it.

-- Ids are chosen by whoever sends, and keys are unique for as long as a job is kept: no partition can
-- see to that. This also tells in which partition a job is.
create table job_ids (
  id              uuid        primary key,
  tenant          text        not null,
  idempotency_key text,
  accepted_at     timestamptz not null
);

drop view steps;
drop view charges;
drop view actions;
alter table jobs rename to jobs_before;
alter table jobs_before rename constraint jobs_pkey to jobs_before_pkey;
alter table results rename to results_before;
alter table results_before rename constraint results_pkey to results_before_pkey;
alter index results_by_time rename to results_before_by_time;
alter table walks rename to walks_before;
alter table walks_before rename constraint walks_pkey to walks_before_pkey;
alter table bills rename to bills_before;
alter table bills_before rename constraint bills_pkey to bills_before_pkey;
alter table audit rename to audit_before;
alter table audit_before rename constraint audit_pkey to audit_before_pkey;
alter index audit_of_subject rename to audit_before_of_subject;
alter index audit_of_tenant rename to audit_before_of_tenant;
alter index audit_of_actions rename to audit_before_of_actions;

create table jobs (
  id              uuid        not null,
  tenant          text        not null,
  idempotency_key text,
  submitter       text        not null default 'local',
  source          text        not null,
  language        text        not null,
  priority        smallint    not null,
  trace_id        text        not null,
  parent_span_id  text,
  reply           json,
  body            json        not null,
  policies        text,
  accepted_at     timestamptz not null,
  primary key (accepted_at, id)
) partition by range (accepted_at);
create index jobs_of_tenant on jobs (tenant, accepted_at, id);
create table jobs_default partition of jobs default;

create table results (
  job_id      uuid        not null,
  tenant      text        not null,
  status      text        not null,
  body        json        not null,
  accepted_at timestamptz not null,
  finished_at timestamptz not null,
  primary key (accepted_at, job_id)
) partition by range (accepted_at);
create index results_by_time on results using brin (finished_at);
-- What failed among a million that succeeded, newest first: everybody's, and a tenant's.
create index results_of_status on results (status, accepted_at, job_id);
create index results_of_tenant on results (tenant, status, accepted_at, job_id);
create table results_default partition of results default;

create table walks (
  job_id      uuid        not null,
  timings     json        not null,
  placement   json,
  accepted_at timestamptz not null,
  primary key (accepted_at, job_id)
) partition by range (accepted_at);
create table walks_default partition of walks default;

create table bills (
  job_id      uuid        not null,
  tenant      text        not null,
  cloud       text        not null,
  target      text        not null,
  amount      numeric     not null,
  currency    text        not null,
  lines       json        not null,
  charged_at  timestamptz not null default now(),
  accepted_at timestamptz not null,
  primary key (accepted_at, job_id)
) partition by range (accepted_at);
create table bills_default partition of bills default;
create trigger bills_are_append_only
  before update or delete or truncate on bills
  for each statement execute function refuse_change();
create trigger bills_default_is_append_only
  before update or delete or truncate on bills_default
  for each statement execute function refuse_change();

create sequence audit_ids;
create table audit (
  id      bigint      not null default nextval('audit_ids'),
  at      timestamptz not null default clock_timestamp(),
  actor   text        not null,
  tenant  text,
  action  text        not null,
  subject text        not null,
  outcome text        not null,
  detail  json        not null,
  primary key (id, at)
) partition by range (at);
create index audit_of_subject on audit (subject, id);
create index audit_of_tenant on audit (tenant, id);
create index audit_of_actions on audit (id) where action <> 'job.decide';
create table audit_default partition of audit default;
create trigger audit_is_append_only
  before update or delete or truncate on audit
  for each statement execute function refuse_change();
create trigger audit_default_is_append_only
  before update or delete or truncate on audit_default
  for each statement execute function refuse_change();
alter sequence audit_ids owned by audit.id;

-- Newest first among those who wait, for a person or for a place; a job that is leased as it is accepted
-- never enters it.
create index queue_newest on queue ((not_before = 'infinity'), accepted_at, job_id) where hub is null;

-- Adds one partition of a table, for rows of a time in [starts, ends). Rows of that time that fell into
-- the default partition move into it.
create function add_partition(parent text, starts timestamptz, ends timestamptz) returns void language plpgsql as $$
declare
  part    text := parent || '_' || to_char(starts at time zone 'UTC', 'YYYYMMDD');
  rest    text := parent || '_default';
  key     text := (select a.attname from pg_partitioned_table t
                   join pg_attribute a on a.attrelid = t.partrelid and a.attnum = t.partattrs[0]
                   where t.partrelid = parent::regclass);
  strayed bigint;
begin
  execute format('create table %I (like %I including all)', part, parent);
  -- Taken before it is read, so that nothing comes between, and nobody waits for a lock to be raised.
  execute format('lock table %I in access exclusive mode', rest);
  execute format('insert into %I select * from %I where %I >= $1 and %I < $2', part, rest, key, key) using starts, ends;
  get diagnostics strayed = row_count;
  if strayed > 0 then
    execute format('alter table %I disable trigger user', rest);
    execute format('delete from %I where %I >= $1 and %I < $2', rest, key, key) using starts, ends;
    execute format('alter table %I enable trigger user', rest);
  end if;
  execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part, starts, ends);
  -- A trigger of a statement guards the table that the statement names, and no other.
  if exists (select from pg_trigger where tgrelid = parent::regclass and tgfoid = 'refuse_change'::regproc) then
    execute format('create trigger %I before update or delete or truncate on %I
                    for each statement execute function refuse_change()', part || '_is_append_only', part);
  end if;
end $$;

-- What is there already, by weeks that begin on a Monday; whatever belongs to no known job stands
-- before all time, in the default partition.
select add_partition(parent, week, week + interval '168 hours')
from (select distinct date_bin('7 days', accepted_at, '1970-01-05 00:00:00Z') as week from jobs_before) as weeks,
     unnest(array['jobs', 'results', 'walks', 'bills']) as parent;
select add_partition('audit', week, week + interval '168 hours')
from (select distinct date_bin('7 days', at, '1970-01-05 00:00:00Z') as week from audit_before) as weeks;

insert into job_ids (id, tenant, idempotency_key, accepted_at)
select id, tenant, idempotency_key, accepted_at from jobs_before;
create unique index job_ids_key on job_ids (tenant, idempotency_key) where idempotency_key is not null;
insert into jobs (id, tenant, idempotency_key, submitter, source, language, priority, trace_id, parent_span_id, reply, body,
                  policies, accepted_at)
select id, tenant, idempotency_key, submitter, source, language, priority, trace_id, parent_span_id, reply, body,
       policies, accepted_at
from jobs_before;
insert into results (job_id, tenant, status, body, accepted_at, finished_at)
select r.job_id, coalesce(i.tenant, 'default'), r.status, r.body, coalesce(i.accepted_at, '-infinity'), r.finished_at
from results_before r left join job_ids i on i.id = r.job_id;
insert into walks (job_id, timings, placement, accepted_at)
select w.job_id, w.timings, w.placement, coalesce(i.accepted_at, '-infinity')
from walks_before w left join job_ids i on i.id = w.job_id;
insert into bills (job_id, tenant, cloud, target, amount, currency, lines, charged_at, accepted_at)
select b.job_id, b.tenant, b.cloud, b.target, b.amount, b.currency, b.lines, b.charged_at, coalesce(i.accepted_at, '-infinity')
from bills_before b left join job_ids i on i.id = b.job_id;
insert into audit (id, at, actor, tenant, action, subject, outcome, detail)
select id, at, actor, tenant, action, subject, outcome, detail from audit_before;
select setval('audit_ids', greatest((select max(id) from audit), 1));

-- What the queue says of a job's time finds the job from now on.
update queue q set accepted_at = i.accepted_at
from job_ids i where i.id = q.job_id and i.accepted_at <> q.accepted_at;

drop table jobs_before, results_before, walks_before, bills_before, audit_before;

create trigger bills_are_added_up
  after insert on bills referencing new table as billed
  for each statement execute function add_up_spending();

create view steps as
select job_id,
       place - 1                         as seq,
       timing ->> 'stage'                as stage,
       (timing ->> 'startUs')::bigint    as start_us,
       (timing ->> 'durationUs')::bigint as duration_us,
       timing ->> 'outcome'              as outcome,
       accepted_at
from walks, json_array_elements(timings) with ordinality as t (timing, place);
create view charges as
select job_id,
       place - 1                       as seq,
       tenant,
       cloud,
       target,
       line ->> 'kind'                 as kind,
       (line ->> 'quantity')::numeric  as quantity,
       (line ->> 'unitPrice')::numeric as unit_price,
       (line ->> 'amount')::numeric    as amount,
       currency,
       charged_at,
       accepted_at
from bills, json_array_elements(lines) with ordinality as l (line, place);
create view actions as select * from audit where action <> 'job.decide';
