-- What was spent each day, added up as bills are written, whoever writes them: a month's costs are a
-- few rows then, however many jobs there were.
create table spending (
  day      date    not null,
  tenant   text    not null,
  cloud    text    not null,
  target   text    not null,
  kind     text    not null,
  currency text    not null,
  quantity numeric not null,
  amount   numeric not null,
  charges  bigint  not null,
  primary key (day, tenant, cloud, target, kind, currency)
) with (fillfactor = 70);
insert into spending (day, tenant, cloud, target, kind, currency, quantity, amount, charges)
select (charged_at at time zone 'UTC')::date, tenant, cloud, target, kind, currency,
       sum(quantity), sum(amount), count(*)
from charges group by 1, 2, 3, 4, 5, 6;
create index spending_of_tenant on spending (tenant, day);

create function add_up_spending() returns trigger language plpgsql as $$
begin
  insert into spending as s (day, tenant, cloud, target, kind, currency, quantity, amount, charges)
  select (charged_at at time zone 'UTC')::date, tenant, cloud, target, line ->> 'kind', currency,
         sum((line ->> 'quantity')::numeric), sum((line ->> 'amount')::numeric), count(*)
  from billed, json_array_elements(lines) as line
  group by 1, 2, 3, 4, 5, 6
  -- Two hubs that write at once take the rows in one order, and so never wait for each other.
  order by 1, 2, 3, 4, 5, 6
  on conflict (day, tenant, cloud, target, kind, currency) do update
  set quantity = s.quantity + excluded.quantity,
      amount = s.amount + excluded.amount,
      charges = s.charges + excluded.charges;
  return null;
end $$;
create trigger bills_are_added_up
  after insert on bills referencing new table as billed
  for each statement execute function add_up_spending();

-- The ledger is only ever added to.
create trigger bills_are_append_only
  before update or delete or truncate on bills
  for each statement execute function refuse_change();
