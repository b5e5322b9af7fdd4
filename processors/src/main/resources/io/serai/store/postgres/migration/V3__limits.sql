-- Jobs that wait were accepted when a job had fewer limits.
update jobs
set body = jsonb_set(
  body::jsonb,
  '{limits}',
  jsonb_build_object('cpuMs', body -> 'limits' -> 'timeoutMs', 'diskMb', 64, 'fileMb', 32, 'openFiles', 256)
    || (body -> 'limits')::jsonb)::json
where id in (select job_id from queue);
