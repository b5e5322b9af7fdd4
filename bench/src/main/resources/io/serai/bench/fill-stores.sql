-- Jobs that have ended, evenly over a time that ends now: of twenty tenants, the first with most of
-- them, and few that did not succeed. Written past the triggers, which would add them up one by one.
set synchronous_commit = off;
set default_statistics_target = 10;
create temporary table made as
select md5('job ' || n)::uuid as id,
       'tenant-' || least(floor(-3 * ln(1 - ((n::bigint * 7919) %% 1000003) / 1000003.0)), 19)::integer as tenant,
       case when n %% 1000 = 1 then 'failed' when n %% 20000 = 2 then 'timed_out' else 'succeeded' end as status,
       now() - (%1$d - n) * (interval '%2$d hours' / %1$d) as accepted_at,
       (array['aws', 'gcp', 'azure', 'process'])[1 + n %% 4] as cloud,
       n
from generate_series(1, %1$d) as n;
insert into job_ids (id, tenant, idempotency_key, accepted_at)
select id, tenant, 'key-' || n, accepted_at from made order by id;
insert into jobs (id, tenant, idempotency_key, submitter, source, language, priority, trace_id, parent_span_id, body, accepted_at)
select id, tenant, 'key-' || n, 'local', 'http', 'python', 5, md5('trace ' || n), '1111111111111111',
       format('{"id": "%%s", "idempotencyKey": "key-%%s", "tenant": "%%s", "kind": "code", "language": "python", '
              '"code": "print(sum(range(100)))", "files": [], "network": "none", "priority": 5, "labels": {}, '
              '"placement": {"clouds": [], "regions": []}, "limits": {"timeoutMs": 30000, "cpuMs": 30000, "memoryMb": 256, '
              '"diskMb": 64, "fileMb": 32, "pids": 64, "openFiles": 256, "outputBytes": 1048576}}', id, n, tenant)::json,
       accepted_at
from made;
insert into results (job_id, tenant, status, body, accepted_at, finished_at)
select id, tenant, status,
       format('{"jobId": "%%s", "status": "%%s", "exitCode": 0, "stdout": "4950\n", "stderr": "", "images": [], '
              '"usage": {"wallMs": 4, "cpuMs": 3, "memoryPeakBytes": 9437184}, "cost": {"amount": 0.000012, "currency": "USD", '
              '"charges": [{"kind": "run", "quantity": 1, "unitPrice": 0.000012, "amount": 0.000012}]}, '
              '"placement": {"cloud": "%%s", "region": "local", "node": "hub", "provider": "process", "target": "fast"}, '
              '"timings": [{"stage": "intake", "startUs": 0, "durationUs": 90, "outcome": "accepted"}], "labels": {}, "traceId": "%%s"}',
              id, status, cloud, md5('trace ' || n))::json,
       accepted_at, accepted_at + interval '7 milliseconds'
from made;
insert into walks (job_id, timings, placement, accepted_at)
select id,
       '[{"stage": "intake", "startUs": 0, "durationUs": 90, "outcome": "accepted"}, '
       '{"stage": "moderation", "startUs": 130, "durationUs": 80, "outcome": "allowed"}, '
       '{"stage": "router", "startUs": 260, "durationUs": 40, "outcome": "fast"}, '
       '{"stage": "sandbox", "startUs": 330, "durationUs": 4100, "outcome": "succeeded"}]'::json,
       '{"attempts": [{"cloud": "hub", "outcome": "succeeded", "startUs": 330, "durationUs": 4100}]}'::json,
       accepted_at
from made;
alter table bills disable trigger user;
insert into bills (job_id, tenant, cloud, target, amount, currency, lines, charged_at, accepted_at)
select id, tenant, cloud, 'fast', 0.000012, 'USD',
       '[{"kind": "run", "quantity": 1, "unitPrice": 0.000012, "amount": 0.000012}]'::json, accepted_at, accepted_at
from made;
alter table bills enable trigger user;
insert into spending (day, tenant, cloud, target, kind, currency, quantity, amount, charges)
select (accepted_at at time zone 'UTC')::date, tenant, cloud, 'fast', 'run', 'USD', count(*), sum(0.000012), count(*)
from made group by 1, 2, 3;
insert into audit (at, actor, tenant, action, subject, outcome, detail)
select accepted_at, 'local', tenant, case when n %% 10000 = 3 then 'job.cancel' else 'job.decide' end, id::text, 'allowed',
       '{"policies": "0123456789abcdef", "target": "fast"}'::json
from made;
drop table made;
analyze job_ids, jobs, results, walks, bills, spending, audit;
