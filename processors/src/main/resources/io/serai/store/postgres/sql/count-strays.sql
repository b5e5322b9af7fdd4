-- What found no partition of its time; not counted to the end, for there ought to be none. What belongs
-- to no job stands before all time, and has not strayed.
select (select count(*) from (select from jobs_default where accepted_at > '-infinity' limit 1000) as j)
     + (select count(*) from (select from results_default where accepted_at > '-infinity' limit 1000) as r)
     + (select count(*) from (select from walks_default where accepted_at > '-infinity' limit 1000) as w)
     + (select count(*) from (select from bills_default where accepted_at > '-infinity' limit 1000) as b)
     + (select count(*) from (select from audit_default limit 1000) as a)
