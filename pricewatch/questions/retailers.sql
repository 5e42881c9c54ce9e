-- Which shops are read, how freshly, and how many findings about them were published?
-- One row per retailer. published: findings that stand; withdrawn: those that no longer do.
select
    retailers.*,
    retailer_health.is_stale as stale,
    retailer_health.visit_outcome as last_visit,
    coalesce(told.published, 0) as published,
    coalesce(told.withdrawn, 0) as withdrawn
from retailers
left join retailer_health on retailers.slug = retailer_health.retailer
left join (
    select
        retailer,
        count(*) filter (where status = 'published') as published,
        count(*) filter (where status = 'withdrawn') as withdrawn
    from published_findings
    group by retailer
) as told on retailers.slug = told.retailer
order by retailers.slug
