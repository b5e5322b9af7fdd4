-- Through the time, which tells the partition; that of a job nobody knows is before all time.
select kind, quantity, unit_price, amount, price_version, cloud, target from charges
where accepted_at = coalesce((select accepted_at from job_ids where id = ?), '-infinity') and job_id = ?
order by seq
