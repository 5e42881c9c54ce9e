-- How opaque are a shop's prices?
-- One row per retailer and category (null: all): opacity from 0 (all is disclosed) to 100, the median of the draws,
-- with the interval in which nine of ten draws lie; the arithmetic mean and the value drawn towards other shops beside
-- it; band A (clear) to E; alike: the shops of the category whose intervals overlap, which no ranking may part.
-- coverage says what of the whole was measured (opacity_shares has the components, opacity_sensitivity other weights).
-- Left out: numbers below the minimums (opacity_components, one of them the reference or the total price;
-- opacity_weight; opacity_width): missing says which. How dear a shop is counts for nothing.
with places as (
    select
        retailer,
        category,
        count(*) filter (where missing is null) as components,
        coalesce(sum(weight) filter (where missing is null), 0)::double as measured_weight,
        sum(weight)::double as whole_weight,
        coalesce(bool_or(missing is null and component in (1, 2)), false) as has_core,
        count(*) as parts
    from opacity_shares
    group by retailer, category
),

judged as (
    select
        places.*,
        opacity_draws.* exclude (retailer, category, components, measured_weight),
        case
            when places.components < parameter('opacity_components')
                then 'fewer than ' || parameter('opacity_components')::integer || ' components could be measured'
            when not places.has_core then 'neither was-prices nor totals could be measured'
            when places.measured_weight < parameter('opacity_weight') * places.whole_weight
                then 'the components that could be measured weigh too little'
            when opacity_draws.opacity_high - opacity_draws.opacity_low > parameter('opacity_width')
                then 'the interval is wider than ' || parameter('opacity_width')::integer || ' points'
        end as missing
    from places
    left join opacity_draws
        on places.retailer = opacity_draws.retailer and places.category is not distinct from opacity_draws.category
),

published as (
    select
        retailer,
        category,
        case when missing is null then opacity end as opacity,
        case when missing is null then opacity_low end as opacity_low,
        case when missing is null then opacity_high end as opacity_high,
        case when missing is null then opacity_mean end as opacity_mean,
        case when missing is null then opacity_shrunk end as opacity_shrunk,
        case
            when missing is not null then null
            when opacity < 10 then 'A'
            when opacity < 25 then 'B'
            when opacity < 45 then 'C'
            when opacity < 70 then 'D'
            else 'E'
        end as band,
        components,
        measured_weight,
        format('{}/{}, weight {:.2f}', components, parts, measured_weight) as coverage,
        missing
    from judged
),

overlapping as (
    select
        a.retailer,
        a.category,
        list(b.retailer order by b.retailer) as alike
    from published as a
    inner join published as b
        on
            a.category is not distinct from b.category
            and a.retailer != b.retailer
            and a.opacity_low <= b.opacity_high
            and a.opacity_high >= b.opacity_low
    group by a.retailer, a.category
)

select
    published.*,
    overlapping.alike
from published
left join overlapping
    on published.retailer = overlapping.retailer and published.category is not distinct from overlapping.category
order by published.retailer, published.category nulls first
