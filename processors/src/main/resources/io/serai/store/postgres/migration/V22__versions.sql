-- Every version of the routes and kamelets that was ever in force, as policy_versions has those of the policies.
create table route_versions (
  digest  text        primary key,
  files   json        not null,
  kept_at timestamptz not null default now()
);
create view versions as
select 'policies' as kind, digest, files from policy_versions
union all
select 'routes', digest, files from route_versions;

-- Each time that a version came into force on a hub.
create table version_history (
  id        bigint      generated always as identity primary key,
  at        timestamptz not null,
  hub       uuid        not null,
  -- The machine and the process, for people: a hub has another id after each start.
  host      text        not null,
  kind      text        not null,
  digest    text        not null,
  author    text,
  how       text        not null,
  commit_id text
);
create index version_history_of_kind on version_history (kind, id desc);
create index version_history_of_hub on version_history (hub, kind, id desc);

-- The version of the routes and kamelets that a job walked through. Beside its result, not in it: hubs of the
-- version before read results, and know no such field.
alter table walks add column routes text;
