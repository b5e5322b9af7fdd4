-- One hub at a time; nothing where another does it.
select add_partition(?, ?, ?) from (select pg_try_advisory_xact_lock(hashtext('serai partitions')) as ours) l where l.ours
