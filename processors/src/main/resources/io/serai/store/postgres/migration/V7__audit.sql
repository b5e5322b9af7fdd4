-- Who sent a job, as its credential proved; jobs accepted before had none.
alter table jobs add column submitter text not null default 'local';

-- Who decided or did what. Nothing in it changes, whoever asks for it.
create table audit (
  id      bigint      generated always as identity primary key,
  at      timestamptz not null default clock_timestamp(),
  actor   text        not null,
  tenant  text,
  action  text        not null,
  subject text        not null,
  outcome text        not null,
  detail  json        not null
);
create index audit_of_subject on audit (subject, id desc);
create index audit_of_tenant on audit (tenant, id desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only; % is not allowed', tg_table_name, lower(tg_op);
end $$;
create trigger audit_is_append_only
  before update or delete or truncate on audit
  for each statement execute function refuse_change();
