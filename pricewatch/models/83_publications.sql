-- What was announced to its shop, published and withdrawn, and when?
-- One row per event of the log of publications, in its order (position), this build's news included: the finding as it
-- was published, by which method and reader, after how many decisions; a withdrawal's cause and detail.
-- Left out: nothing. The log outlives every database.
with events as (
    select *
    from publication_log
    union all by name
    select *
    from publication_news
)

select
    row_number() over (order by line nulls last, finding_id) as position,
    * exclude (line)
from events
order by position
