-- A batch of what names the jobs of a partition.
delete from job_ids where id in (
  select i.id from %s j join job_ids i on i.id = j.id and i.accepted_at = j.accepted_at limit 10000
)
