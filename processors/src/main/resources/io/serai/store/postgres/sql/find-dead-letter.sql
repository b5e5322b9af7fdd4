select id, state, source, origin, position, deliveries, code, message, tenant, job_id, times,
       octet_length(body) as bytes, received_at, settled_at, settled_by, identity, headers, envelope, body
from dead_letters where id = ?
