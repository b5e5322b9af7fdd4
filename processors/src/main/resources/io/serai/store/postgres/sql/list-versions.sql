with asked as (select ?::text as kind, ?::bigint as before)
select h.* from version_history h, asked
where (asked.kind is null or h.kind = asked.kind) and (asked.before is null or h.id < asked.before)
order by h.id desc
limit ?
