-- A lease that has lapsed and that nobody took since is its holder's again; whoever took it has
-- another attempt.
update queue q
set hub = ?, leased_until = now() + ?::bigint * interval '1 millisecond'
from unnest(?::uuid[], ?::integer[]) as held (job_id, attempt)
where q.job_id = held.job_id and q.attempt = held.attempt and q.leased_until is not null
returning q.job_id, q.cancel_requested
