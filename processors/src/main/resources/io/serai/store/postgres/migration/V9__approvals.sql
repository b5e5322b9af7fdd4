-- A job that waits for a person's approval is in the queue, held: not to be leased before the end of
-- time, which is not_before = 'infinity'. Each time that it was held is a row here.
create table approvals (
  id             bigint      generated always as identity primary key,
  job_id         uuid        not null,
  tenant         text        not null,
  submitter      text        not null,
  state          text        not null default 'waiting',
  digest         text        not null,
  grounds        json        not null,
  verdict        json,
  approvers      smallint    not null,
  requested_at   timestamptz not null default now(),
  expires_at     timestamptz not null,
  decided_at     timestamptz
);
create unique index approvals_waiting on approvals (job_id) where state = 'waiting';
create index approvals_of_job on approvals (job_id, id desc);
create index approvals_due on approvals (expires_at) where state = 'waiting';

-- Who approved or denied. That nobody approves twice is kept here, whatever a hub believes.
create table votes (
  approval_id bigint      not null references approvals (id),
  actor       text        not null,
  choice      text        not null,
  reason      text        not null,
  at          timestamptz not null default now(),
  primary key (approval_id, actor, choice)
);

-- In which images each tenant has run something successfully.
create table image_uses (
  tenant     text        not null,
  image      text        not null,
  first_used timestamptz not null default now(),
  primary key (tenant, image)
);
insert into image_uses (tenant, image, first_used)
select j.tenant, r.body #>> '{placement,image}', min(r.finished_at)
from results r join jobs j on j.id = r.job_id
where r.status = 'succeeded' and r.body #>> '{placement,image}' is not null
group by 1, 2;
