-- One that is not done yet is the same request. The row was inserted here if nobody has updated it.
insert into erasures as e (tenant, asked_by) values (?, ?)
on conflict (tenant) where finished_at is null do update set trouble = e.trouble
returning *, xmax = 0 as asked
