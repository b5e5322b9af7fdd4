-- Every version of the policies that was ever in force: a job can be run again under the one it ran under.
create table policy_versions (
  digest  text        primary key,
  files   json        not null,
  kept_at timestamptz not null default now()
);
-- The version that a job is to walk under; absent means what is in force as it walks.
alter table jobs add column policies text;
