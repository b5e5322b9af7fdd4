-- Whoever has anything left of a tenant, in the database or in cold storage, is among these.
select (exists (select from jobs where tenant = a.tenant)
     or exists (select from results where tenant = a.tenant)
     or exists (select from dead_letters where tenant = a.tenant)
     or exists (select from image_uses where tenant = a.tenant)
     or exists (select from spending where tenant = a.tenant)
     or exists (select from audit where tenant = a.tenant)
     or exists (select from api_keys where tenant = a.tenant)
     or exists (select from erasures where tenant = a.tenant))::integer as known
from (select ?::text as tenant) as a
