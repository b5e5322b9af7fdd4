-- Large parts of results move to object storage; this is what is still to be moved.
create table unmoved_results (
  job_id   uuid        primary key,
  tenant   text        not null,
  noted_at timestamptz not null default now(),
  -- Whoever asked for the result has it by then, and the reply it owes is sent.
  due_at   timestamptz not null default now() + interval '5 seconds',
  attempts integer     not null default 0
);
create index unmoved_results_due on unmoved_results (due_at);

-- The objects of each result: they are deleted when it is.
create table moved_results (
  job_id uuid   primary key,
  keys   text[] not null
);
