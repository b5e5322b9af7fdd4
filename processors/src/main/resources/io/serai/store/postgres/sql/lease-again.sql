-- The hub's own lease, which nobody was told of. The new attempt keeps a second asker from having it too.
update queue set attempt = 2, leased_until = now() + ?::bigint * interval '1 millisecond'
where job_id = ? and hub = ? and attempt = 1
