-- What went into the first stage of a walk, and what came out of each: SHA-256, 32 bytes each, one after the other.
alter table walks add column digests bytea;
create or replace view steps as
select job_id,
       place - 1                         as seq,
       timing ->> 'stage'                as stage,
       (timing ->> 'startUs')::bigint    as start_us,
       (timing ->> 'durationUs')::bigint as duration_us,
       timing ->> 'outcome'              as outcome,
       accepted_at,
       'sha256:' || encode(substring(digests from 32 * place::integer - 31 for 32), 'hex') as input_digest,
       'sha256:' || encode(substring(digests from 32 * place::integer + 1 for 32), 'hex')  as output_digest
from walks, json_array_elements(timings) with ordinality as t (timing, place);

-- What the sender's tracing system wants to be passed on with its span: the header tracestate.
alter table jobs add column trace_state text;

-- By which operation of HTTP it came, its method and path template.
alter table jobs add column operation text;
