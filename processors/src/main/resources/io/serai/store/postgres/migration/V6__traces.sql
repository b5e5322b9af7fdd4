-- The span of whoever sent the job, so that the job's own span is its child.
alter table jobs add column parent_span_id text;
