-- A charge says by which prices it was made, and where: copies of one job run in several clouds.
create or replace view charges as
select job_id,
       place - 1                             as seq,
       tenant,
       coalesce(line ->> 'cloud', cloud)     as cloud,
       coalesce(line ->> 'target', target)   as target,
       line ->> 'kind'                       as kind,
       (line ->> 'quantity')::numeric        as quantity,
       (line ->> 'unitPrice')::numeric       as unit_price,
       (line ->> 'amount')::numeric          as amount,
       currency,
       charged_at,
       accepted_at,
       line ->> 'priceVersion'               as price_version
from bills, json_array_elements(lines) with ordinality as l (line, place);

create or replace function add_up_spending() returns trigger language plpgsql as $$
begin
  insert into spending as s (day, tenant, cloud, target, kind, currency, quantity, amount, charges)
  select (charged_at at time zone 'UTC')::date, tenant,
         coalesce(line ->> 'cloud', cloud), coalesce(line ->> 'target', target),
         line ->> 'kind', currency,
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
