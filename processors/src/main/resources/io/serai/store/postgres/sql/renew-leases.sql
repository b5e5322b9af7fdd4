update queue set leased_until = now() + ?::bigint * interval '1 millisecond'
where hub = ? and leased_until >= now()
returning job_id, cancel_requested
