-- How is each retailer read, and how fresh is what we know of it?
-- One row per retailer. Counts are of its last visit by our collector; imported retailers have none.
-- Left out: nothing. is_stale: nothing was seen for stale_days before the newest listing of all.
with last_visits as (
    select *
    from visits
    where kind = 'visit'
    qualify row_number() over (partition by retailer order by "at" desc) = 1
),

pages as (
    select
        visits.retailer,
        count(*) as pages,
        count(*) filter (where visits.outcome = 'ok') as pages_ok,
        sum(visits.listings) as listings,
        sum(visits.priced) as priced_listings
    from visits
    inner join last_visits on visits.retailer = last_visits.retailer and visits.run = last_visits.run
    where visits.kind = 'page'
    group by visits.retailer
),

newest as (
    select max(last_seen) as last_seen from retailers
)

select
    retailers.slug as retailer,
    last_visits."at" as visited_at,
    last_visits.outcome as visit_outcome,
    last_visits.detail,
    pages.pages,
    pages.pages_ok,
    pages.listings,
    pages.priced_listings,
    retailers.offers,
    retailers.first_seen,
    retailers.last_seen,
    retailers.last_seen < newest.last_seen - parameter('stale_days')::integer * interval 1 day as is_stale
from retailers
cross join newest
left join last_visits on retailers.slug = last_visits.retailer
left join pages on retailers.slug = pages.retailer
order by retailers.slug
