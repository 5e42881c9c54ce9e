-- How opaque is each component of a shop's opacity index?
-- One row per retailer, category (null: all) and component: its cases, the products that they concern (clusters), the
-- share that is opaque in percent (the mean over the component's aspects, each product counted once), and what is
-- missing where that is too little to count. effective is the sample of one share that says as much as the aspects do.
-- Left out: nothing; components without a case are there as missing.
with places as (
    select
        retailer,
        category,
        component,
        aspect,
        sum(cases) as cases,
        count(*) as clusters,
        avg(opaque) as share
    from opacity_cases
    group by grouping sets ((retailer, category, component, aspect), (retailer, component, aspect))
),

components as (
    select
        retailer,
        category,
        component,
        max(cases)::integer as cases,
        max(clusters)::integer as clusters,
        avg(share) as share,
        count(*) ** 2 / sum(1.0 / clusters) as effective
    from places
    group by retailer, category, component
),

years as (
    select
        offers.retailer,
        case when grouping(offers.category) = 0 then coalesce(offers.category, 'other') end as category,
        sum(
            sighted.seen_to + 1
            - greatest(sighted.seen_from, retailers.last_seen::date - parameter('opacity_days')::integer)
        ) / 365.25 as product_years
    from sighted
    inner join offers on sighted.offer_id = offers.offer_id
    inner join retailers on offers.retailer = retailers.slug
    where sighted.seen_to > retailers.last_seen::date - parameter('opacity_days')::integer
    group by grouping sets ((offers.retailer, offers.category), (offers.retailer))
),

wanted as (
    select
        retailer,
        category,
        opacity_parts.*
    from (
        select distinct
            retailer,
            category
        from components
    ) as measured
    cross join opacity_parts
),

joined as (
    select
        wanted.*,
        years.product_years,
        wanted.component = 5
        and coalesce(components.cases, 0) = 0
        and years.product_years >= parameter('opacity_product_years') as is_unshrunk,
        coalesce(components.cases, 0) as cases,
        coalesce(components.clusters, 0) as clusters,
        components.share,
        components.effective
    from wanted
    left join components
        on
            wanted.retailer = components.retailer
            and wanted.category is not distinct from components.category
            and wanted.component = components.component
    left join years
        on wanted.retailer = years.retailer and wanted.category is not distinct from years.category
)

select
    retailer,
    category,
    component,
    name,
    weight,
    unit,
    cases,
    clusters,
    coalesce(case when is_unshrunk then product_years else effective end, 0) as effective,
    case when is_unshrunk then 0 else share * 100 end as share_percent,
    case
        when is_unshrunk then null
        when cases < least_cases then 'fewer than ' || least_cases || ' ' || unit
        when clusters < least_clusters then 'fewer than ' || least_clusters || ' products'
    end as missing
from joined
order by retailer, category nulls first, component
