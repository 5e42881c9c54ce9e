-- Which offers of a known size show no price per unit (D10: missing)?
-- One row per offer that never showed one. missing: what stands against calling that a fault; a source in which hardly
-- anything has a unit price may not carry them.
-- Left out: what needs none (a kilogram, litre or piece, whose price it is; packs up to unit_least), metres read from
-- the name alone (a lead's length), and feeds that state what the unit price is per, for others to compute.
-- Kept only while the build runs.
with present_facts as (
    select *
    from offer_facts
    qualify row_number() over (partition by offer_id order by first_seen desc) = 1
),

eligible as (
    select
        offers.offer_id,
        offers.retailer,
        offers.country,
        offers.size_value::double as size_value,
        offers.size_unit,
        present_facts.size_basis,
        present_facts.is_about
    from offers
    inner join present_facts on offers.offer_id = present_facts.offer_id
    where
        (
            offers.size_unit in ('g', 'ml')
            and offers.size_value > parameter('unit_least')
            and offers.size_value != 1000
        )
        or (offers.size_unit = 'piece' and offers.size_value > 1)
        or (offers.size_unit in ('m', 'm2') and offers.size_value > 1 and present_facts.size_basis != 'title')
),

silent as (
    select
        eligible.*,
        min(spells.first_seen) as first_seen,
        max(spells.last_seen) as last_seen,
        sum(spells.sightings) as sightings,
        arg_max(spells.price, spells.first_seen) as price,
        arg_max(spells.currency, spells.first_seen) as currency
    from eligible
    inner join public_spells as spells on eligible.offer_id = spells.offer_id
    group by all
    having
        count(spells.unit_price) = 0
        and count(spells.unit_price_per) = 0
        and count(*) = count(*) filter (where coalesce(spells.price_per, 'once') = 'once')
),

shown as (
    select
        retailer,
        count(distinct offer_id) as offers
    from shown_units
    group by retailer
),

unshown as (
    select
        retailer,
        count(*) as offers
    from silent
    group by retailer
),

carried as (
    select
        unshown.retailer,
        coalesce(shown.offers, 0) * 100
        >= (coalesce(shown.offers, 0) + unshown.offers) * parameter('unit_carried') as is_carried
    from unshown
    left join shown on unshown.retailer = shown.retailer
)

select
    silent.* exclude (retailer, country, size_basis, is_about),
    'missing' as outcome,
    case
        when silent.size_basis = 'disputed' then 'name and size field state different contents'
        when silent.is_about then 'the pack is weighed'
        when not carried.is_carried then 'this source shows hardly any unit price, and may not carry them'
        when not coalesce(unit_regimes.asks = 'true', false) then 'no law of the place that asks for one is known'
    end as missing
from silent
inner join carried on silent.retailer = carried.retailer
left join unit_regimes on list_contains(unit_regimes.countries, silent.country)
