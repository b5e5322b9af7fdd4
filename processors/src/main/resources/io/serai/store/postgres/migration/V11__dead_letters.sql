-- A letter is one message, however often it came; what was done about it is kept with it.
alter table dead_letters
  add column identity   text,
  add column origin     text        not null default '',
  add column position   text,
  add column deliveries integer     not null default 1,
  add column tenant     text,
  add column job_id     uuid,
  add column envelope   json,
  add column state      text        not null default 'kept',
  add column times      integer     not null default 1,
  add column settled_at timestamptz,
  add column settled_by text;
update dead_letters
set identity = 'letter-' || id,
    envelope = json_build_object('sender', json_build_object('name', 'local', 'roles', '[]'::json), 'attributes', headers),
    headers = (select coalesce(json_agg(json_build_object('name', key, 'value', value)), '[]') from json_each_text(headers));
alter table dead_letters
  alter column identity set not null,
  alter column envelope set not null;
create unique index dead_letters_identity on dead_letters (identity);

-- Who sent a job again, with another address for its answer: each gets the one result, once.
create table also_asked (
  job_id uuid    not null,
  reply  text    not null,
  owed   boolean not null default false,
  primary key (job_id, reply)
);
create index also_asked_open on also_asked (job_id) where not owed;

-- Which jobs were run again, to see what has changed.
create table replays (
  job_id    uuid        primary key,
  replay_of uuid        not null,
  asked_by  text        not null,
  asked_at  timestamptz not null default now()
);
create index replays_of_job on replays (replay_of);
