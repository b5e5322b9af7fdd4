-- A job that can run nowhere now waits, and says for what.
alter table queue
  add column not_before timestamptz not null default '-infinity',
  add column waits_for  text;

-- Every sending of a job to a node, noted before it is sent: what has no outcome may have run.
create table dispatches (
  run_id   uuid        primary key,
  job_id   uuid        not null,
  attempt  integer     not null,
  target   text        not null,
  node     text        not null,
  address  text        not null,
  sent_at  timestamptz not null,
  outcome  text,
  message  text,
  ended_at timestamptz
);
create index dispatches_of_job on dispatches (job_id);

-- Why a job ran where it did.
alter table walks add column placement json;
