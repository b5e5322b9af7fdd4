with asked as (select ?::text as tenant, ?::timestamptz as starts, ?::timestamptz as ends)
select j.id from asked a join jobs j on j.tenant = a.tenant and j.accepted_at >= a.starts and j.accepted_at < a.ends
union
select r.job_id from asked a join results r on r.tenant = a.tenant and r.accepted_at >= a.starts and r.accepted_at < a.ends
