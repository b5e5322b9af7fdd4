insert into charges (job_id, seq, tenant, cloud, target, kind, quantity, unit_price, amount, currency)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
