-- What a batch writes for each job costs less: fewer rows, fewer indexes.

alter table steps rename to steps_by_row;
create table walks (
  job_id  uuid primary key,
  timings json not null
);
insert into walks (job_id, timings)
select job_id,
       json_agg(json_build_object('stage', stage, 'startUs', start_us, 'durationUs', duration_us, 'outcome', outcome)
                order by seq)
from steps_by_row group by job_id;
drop table steps_by_row;
create view steps as
select job_id,
       place - 1                         as seq,
       timing ->> 'stage'                as stage,
       (timing ->> 'startUs')::bigint    as start_us,
       (timing ->> 'durationUs')::bigint as duration_us,
       timing ->> 'outcome'              as outcome
from walks, json_array_elements(timings) with ordinality as t (timing, place);

-- The ledger: one row a run, never changed; read its lines as charges.
alter table charges rename to charges_by_row;
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
insert into bills (job_id, tenant, cloud, target, amount, currency, lines, charged_at)
select job_id, min(tenant), min(cloud), min(target), sum(amount), min(currency),
       json_agg(json_build_object('kind', kind, 'quantity', quantity, 'unitPrice', unit_price, 'amount', amount)
                order by seq),
       min(charged_at)
from charges_by_row group by job_id;
drop table charges_by_row;
create view charges as
select job_id,
       place - 1                       as seq,
       tenant,
       cloud,
       target,
       line ->> 'kind'                 as kind,
       (line ->> 'quantity')::numeric  as quantity,
       (line ->> 'unitPrice')::numeric as unit_price,
       (line ->> 'amount')::numeric    as amount,
       currency,
       charged_at
from bills, json_array_elements(lines) with ordinality as l (line, place);

drop index jobs_of_tenant;
-- A job that is leased as it is accepted never enters this index.
drop index queue_order;
create index queue_waiting on queue (priority desc, accepted_at) where hub is null;
-- Results come in the order of their time: a block range index tells them apart at almost no cost.
drop index results_by_time;
create index results_by_time on results using brin (finished_at);
