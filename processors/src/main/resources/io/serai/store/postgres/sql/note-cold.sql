insert into cold_partitions (name, starts, ends, until) values (?, ?, ?, ?)
on conflict (name) do update set until = excluded.until
