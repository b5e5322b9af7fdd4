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
create index jobs_of_tenant on jobs (tenant, accepted_at desc, id desc);

create table queue (
  job_id           uuid        primary key,
  priority         smallint    not null,
  accepted_at      timestamptz not null,
  attempt          integer     not null,
  hub              uuid,
  leased_until     timestamptz,
  cancel_requested boolean     not null default false
);
create index queue_order on queue (priority desc, accepted_at);

create table results (
  job_id      uuid        primary key,
  status      text        not null,
  body        json        not null,
  finished_at timestamptz not null
);
create index results_by_time on results (finished_at);

create table steps (
  job_id      uuid     not null,
  seq         smallint not null,
  stage       text     not null,
  start_us    bigint   not null,
  duration_us bigint   not null,
  outcome     text     not null,
  primary key (job_id, seq)
);

create table charges (
  job_id     uuid        not null,
  seq        smallint    not null,
  tenant     text        not null,
  cloud      text        not null,
  target     text        not null,
  kind       text        not null,
  quantity   numeric     not null,
  unit_price numeric     not null,
  amount     numeric     not null,
  currency   text        not null,
  charged_at timestamptz not null default now(),
  primary key (job_id, seq)
);

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
