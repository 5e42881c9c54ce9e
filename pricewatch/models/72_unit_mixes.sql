-- In how many units does a shop show its prices per unit?
-- One row per retailer and category: the unit of each offer's last public price that has one, the share of offers in
-- another than the most usual (other_percent), and all units with their offers.
-- Left out: unit prices whose unit is not stated or cannot be read. other_percent is null below unit_mix_offers.
with latest as (
    select
        shown_units.retailer,
        coalesce(offers.category, 'other') as category,
        format('{:g} {}', shown_units.base_value, shown_units.base_unit) as unit
    from shown_units
    inner join offers on shown_units.offer_id = offers.offer_id
    where shown_units.base_unit is not null and not shown_units.is_per_guessed
    qualify row_number() over (partition by shown_units.offer_id order by shown_units.first_seen desc) = 1
),

counted as (
    select
        retailer,
        category,
        unit,
        count(*) as offers
    from latest
    group by retailer, category, unit
)

select
    retailer,
    category,
    sum(offers)::integer as offers,
    count(*)::integer as units,
    arg_max(unit, offers) as usual_unit,
    case
        when sum(offers) >= parameter('unit_mix_offers') then (sum(offers) - max(offers)) * 100.0 / sum(offers)
    end as other_percent,
    string_agg(unit || ': ' || offers, ', ' order by offers desc, unit) as mix,
    case
        when sum(offers) < parameter('unit_mix_offers')
            then 'fewer than ' || parameter('unit_mix_offers')::integer || ' offers with a unit'
    end as missing
from counted
group by retailer, category
order by retailer, category
