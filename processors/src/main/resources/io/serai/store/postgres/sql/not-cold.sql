and not exists (select from cold_partitions p where j.accepted_at >= p.starts and j.accepted_at < p.ends)
