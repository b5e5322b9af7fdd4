-- Jobs are written once. What is still to be done stands in queue, what is done in results:
-- finishing a job deletes one small row and inserts another, and updates nothing large.

create table jobs (
  id              uuid        primary key,
  tenant          text        not null,
  idempotency_key text,
  source          text        not null,
  language        text        not null,
  priority        smallint    not null,
  trace_id        text        not null,
  reply           json,
  body            json        not null,
  accepted_at     timestamptz not null
);
create unique index jobs_idempotency on jobs (tenant, idempotency_key) where idempotency_key is not null;
create index jobs_newest on jobs (accepted_at desc, id desc);

create table queue (
  job_id           uuid        primary key,
  priority         smallint    not null,
  accepted_at      timestamptz not null,
  attempt          integer     not null,
  hub              uuid,
  leased_until     timestamptz,
  cancel_requested boolean     not null default false
);
-- A job that is leased as it is accepted never enters this index.
create index queue_waiting on queue (priority desc, accepted_at) where hub is null;

create table results (
  job_id      uuid        primary key,
  status      text        not null,
  body        json        not null,
  finished_at timestamptz not null
);
-- Results come in the order of their time: a block range index tells them apart at almost no cost.
create index results_by_time on results using brin (finished_at);

-- One row a walk, because a row a step costs more to write than the walk itself; read it as steps.
create table walks (
  job_id  uuid primary key,
  timings json not null
);
create view steps as
select job_id,
       place - 1                            as seq,
       timing ->> 'stage'                   as stage,
       (timing ->> 'startUs')::bigint       as start_us,
       (timing ->> 'durationUs')::bigint    as duration_us,
       timing ->> 'outcome'                 as outcome
from walks, json_array_elements(timings) with ordinality as t (timing, place);

-- The ledger: one row a run, never changed; read its lines as charges.
create table bills (
  job_id     uuid        primary key,
  tenant     text        not null,
  cloud      text        not null,
  target     text        not null,
  amount     numeric     not null,
  currency   text        not null,
  lines      json        not null,
  charged_at timestamptz not null default now()
);
create view charges as
select job_id,
       place - 1                        as seq,
       tenant,
       cloud,
       target,
       line ->> 'kind'                  as kind,
       (line ->> 'quantity')::numeric   as quantity,
       (line ->> 'unitPrice')::numeric  as unit_price,
       (line ->> 'amount')::numeric     as amount,
       currency,
       charged_at
from bills, json_array_elements(lines) with ordinality as l (line, place);

create table outbox (
  id       bigint generated always as identity primary key,
  job_id   uuid        not null,
  reply    json        not null,
  due_at   timestamptz not null default now(),
  attempts integer     not null default 0
);
create index outbox_due on outbox (due_at, id);

create table dead_letters (
  id          bigint generated always as identity primary key,
  source      text        not null,
  code        text        not null,
  message     text        not null,
  headers     json        not null,
  body        bytea       not null,
  received_at timestamptz not null default now()
);
