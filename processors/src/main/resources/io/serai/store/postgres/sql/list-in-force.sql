-- The last that came, of each kind, on the hubs that have said lately that they are there.
select distinct on (h.host, h.hub, h.kind) h.*
from hubs join version_history h on h.hub = hubs.id
where hubs.seen_at > now() - interval '15 seconds'
order by h.host, h.hub, h.kind, h.id desc
