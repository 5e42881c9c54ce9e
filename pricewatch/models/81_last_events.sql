-- What does the log of publications say last of each finding?
-- One row per finding in the log: its last event, and the method, reader and decisions of that day.
-- Left out: nothing.
-- Kept only while the build runs.
select *
from publication_log
qualify row_number() over (partition by finding_id order by line desc) = 1
