insert into nodes as known (name, instance, report, reported_at)
values (?, ?, ?::jsonb, clock_timestamp())
on conflict (name) do update
set instance = excluded.instance, report = excluded.report, reported_at = excluded.reported_at
-- A clock that was set back must not keep a restarted node out for longer than it was silent.
where known.instance <= excluded.instance collate "C"
  or known.reported_at < clock_timestamp() - interval '5 seconds'
