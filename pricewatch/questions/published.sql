-- What was published last, and what was withdrawn?
-- One row per finding that was ever published, the latest news first; of $retailer (null: all), at most $most.
select
    published_findings.*,
    retailers.name as shop,
    told.told_at
from published_findings
inner join retailers on published_findings.retailer = retailers.slug
inner join (
    select
        finding_id,
        max(event_at) as told_at
    from publications
    where event in ('published', 'withdrawn')
    group by finding_id
) as told on published_findings.finding_id = told.finding_id
where published_findings.retailer = coalesce($retailer, published_findings.retailer)
order by
    told.told_at desc,
    published_findings.finding_id
limit $most
