update queue
set hub = null, leased_until = null, started = null,
    not_before = now() + ?::bigint * interval '1 millisecond', ready = false, waits_for = ?
where job_id = ? and attempt = ? and not cancel_requested
