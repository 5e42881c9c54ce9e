-- Which findings may leave the house by themselves, now?
-- One row per announceable finding whose shop had notice_days of notice, or that is published already. 0 days: all.
-- Left out: what was announced lately, or is announced by this build.
-- Kept only while the build runs.
select announceable.*
from announceable
cross join this_build
left join last_events on announceable.finding_id = last_events.finding_id
where
    parameter('notice_days') = 0
    or last_events.event = 'published'
    or (
        last_events.event = 'announced'
        and last_events.event_at + to_days(parameter('notice_days')::integer) <= this_build.event_at
    )
