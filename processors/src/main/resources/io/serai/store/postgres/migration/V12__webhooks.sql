-- Each destination gets its replies by itself, so that one that is slow or away holds up no other:
-- a queue's transport, or a tenant's receiver at one host and port.
alter table outbox
  add column tenant  text        not null default 'default',
  add column owed_at timestamptz not null default now();
alter table outbox
  add column destination text not null generated always as (
    case when reply ->> 'transport' = 'callback'
         then 'callback ' || tenant || ' ' || coalesce(lower(substring(reply ->> 'address' from '^[A-Za-z]+://([^/?#]+)')), '')
         else reply ->> 'transport'
    end) stored;
create index outbox_by_destination on outbox (destination, due_at);
drop index outbox_due;
