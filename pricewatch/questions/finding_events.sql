-- When was a finding published, and was it withdrawn?
-- One row per event of $finding in the log of publications, oldest first.
select
    event,
    event_at,
    cause,
    detail
from publications
where finding_id = $finding
order by position
