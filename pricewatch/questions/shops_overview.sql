-- Which shops are there, how well are they known, and what did the tests give?
-- One row per retailer: what was seen of it, its findings by result, and its opacity over all categories.
with results as (
    select
        retailer,
        count(*) filter (where verdict = 'violates') as failed,
        count(*) filter (where verdict = 'consistent') as passed,
        count(*) filter (where verdict = 'cannot_tell') as untold
    from findings
    group by retailer
)

select
    retailers.slug as retailer,
    retailers.name as shop,
    retailers.home,
    retailers.owner,
    retailers.country,
    retailers.offers,
    retailers.first_seen,
    retailers.last_seen,
    retailer_health.is_stale,
    coalesce(results.failed, 0) as failed,
    coalesce(results.passed, 0) as passed,
    coalesce(results.untold, 0) as untold,
    opacity.opacity,
    opacity.opacity_low,
    opacity.opacity_high,
    opacity.band,
    opacity.coverage,
    opacity.missing
from retailers
left join retailer_health on retailers.slug = retailer_health.retailer
left join results on retailers.slug = results.retailer
left join opacity on retailers.slug = opacity.retailer and opacity.category is null
order by retailers.name, retailers.slug
