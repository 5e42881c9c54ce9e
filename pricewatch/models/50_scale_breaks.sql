-- On which nights did a shop's, or a store's, prices jump by one factor?
-- One row per retailer, store, night and factor.
-- Left out: factors so near 1 that no hike can come of them (scale_break_step).
-- Kept only while the build runs.
with steps as (
    select
        offers.retailer,
        offers.store,
        price_spells.offer_id,
        price_spells.seen_from as seen_on,
        price_spells.price,
        lag(price_spells.price) over spells_in_order as price_before
    from price_spells
    inner join offers on price_spells.offer_id = offers.offer_id
    where price_spells.price > 0
    window spells_in_order as (partition by price_spells.offer_id order by price_spells.first_seen)
),

changes as (
    select
        retailer,
        store,
        seen_on,
        round(price::double / price_before::double, 2) as factor
    from steps
    where price != price_before
),

nights as (
    select
        retailer,
        store,
        seen_on,
        factor,
        count(*) as offers,
        sum(count(*)) over (partition by retailer, store, seen_on) as changed_offers
    from changes
    group by retailer, store, seen_on, factor
),

busy_nights as (
    select *
    from nights
    where
        abs(factor - 1) >= parameter('scale_break_step') / 100
        and offers * 100 >= changed_offers * parameter('scale_break_share')
        and (
            offers >= parameter('scale_break_offers')
            or (offers >= parameter('scale_break_few') and factor in (0.01, 0.1, 10, 100, 1000))
        )
)

select
    'scale_break' as kind,
    'price' as concerns,
    busy_nights.retailer,
    busy_nights.store,
    busy_nights.seen_on,
    busy_nights.seen_on as seen_to,
    busy_nights.factor,
    busy_nights.offers,
    'the shop''s prices jump by one factor in one night' as detail
from busy_nights
inner join offers
    on busy_nights.retailer = offers.retailer and busy_nights.store is not distinct from offers.store
inner join sighted
    on
        offers.offer_id = sighted.offer_id
        and busy_nights.seen_on >= sighted.seen_from
        and busy_nights.seen_on - 1 <= sighted.seen_to
group by busy_nights.retailer, busy_nights.store, busy_nights.seen_on, busy_nights.factor, busy_nights.offers
having busy_nights.offers * 100 >= count(distinct sighted.offer_id) * parameter('scale_break_share')
