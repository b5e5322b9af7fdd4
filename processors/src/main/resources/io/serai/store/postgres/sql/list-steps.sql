-- Through the time, which tells the partition; that of a job nobody knows is before all time.
select stage, start_us, duration_us, outcome, input_digest, output_digest from steps
where accepted_at = coalesce((select accepted_at from job_ids where id = ?), '-infinity') and job_id = ?
order by seq
