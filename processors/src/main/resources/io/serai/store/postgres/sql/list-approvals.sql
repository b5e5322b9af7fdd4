with asked as (select ?::text as state, ?::text as tenant, ?::bigint as before)
select a.id, a.job_id, a.tenant, a.submitter, a.state, a.digest, a.grounds, a.verdict, a.approvers,
       a.requested_at, a.expires_at, a.decided_at,
       (select coalesce(json_agg(json_build_object('actor', v.actor, 'choice', v.choice, 'reason', v.reason, 'at', v.at)
                                 order by v.at), '[]')
        from votes v where v.approval_id = a.id) as votes
from approvals a, asked
where (asked.state is null or a.state = asked.state)
  and (asked.tenant is null or a.tenant = asked.tenant)
  and (asked.before is null or a.id < asked.before)
order by a.id desc
limit ?
