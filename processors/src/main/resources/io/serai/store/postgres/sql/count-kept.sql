select (select count(*) from jobs where tenant = a.tenant)         as jobs,
       (select count(*) from results where tenant = a.tenant)      as results,
       (select count(*) from dead_letters where tenant = a.tenant) as dead_letters,
       (select count(*) from image_uses where tenant = a.tenant)   as image_uses
from (select ?::text as tenant) as a
