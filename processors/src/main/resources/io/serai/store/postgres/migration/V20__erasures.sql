-- Whose data is to be deleted on request, and what has gone so far.
create table erasures (
  id          bigint      generated always as identity primary key,
  tenant      text        not null,
  -- What came later is not meant.
  before      timestamptz not null default now(),
  asked_by    text        not null,
  -- Rows by table, and objects.
  deleted     json        not null default '{}',
  -- Why it is not done yet.
  trouble     text,
  finished_at timestamptz
);
create unique index erasures_open on erasures (tenant) where finished_at is null;
create index erasures_of_tenant on erasures (tenant, id);

create index dead_letters_of_tenant on dead_letters (tenant) where tenant is not null;
create index dead_letters_of_job on dead_letters (job_id) where job_id is not null;
