-- What in the data must not become an accusation?
-- One row per error: an offer with two statements at one instant, or a night on which a shop jumps by one factor.
-- Left out: nothing. offer_id is given where one offer is concerned; seen_at is UTC, seen_on the shop's own day.
with disputed as (
    select
        moments.offer_id,
        moments.captured_at as seen_at,
        moments.seen_on,
        one.terms.price as price_before,
        other.terms.price as price_after
    from moments
    inner join terms as one on moments.terms_state = one.terms_state
    inner join terms as other on moments.other_terms_state = other.terms_state
    where moments.terms_state != moments.other_terms_state
),

disputed_offers as (
    select
        offer_id,
        min(place.retailer) as retailer,
        min(place.sku) as sku
    from places
    group by offer_id
),

two_statements as (
    select
        case when disputed.price_before = disputed.price_after then 'two_statements' else 'two_prices' end as kind,
        disputed_offers.retailer,
        disputed.offer_id,
        disputed_offers.sku,
        disputed.seen_on,
        disputed.seen_at,
        disputed.price_before,
        disputed.price_after,
        null::double as factor,
        1 as offers,
        'one offer, one instant, two statements: neither is used' as detail
    from disputed
    inner join disputed_offers on disputed.offer_id = disputed_offers.offer_id
    union all by name
    select * from earlier_disputes
),

steps as (
    select
        offers.retailer,
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
        seen_on,
        round(price::double / price_before::double, 2) as factor
    from steps
    where price != price_before
),

nights as (
    select
        retailer,
        seen_on,
        factor,
        count(*) as offers,
        sum(count(*)) over (partition by retailer, seen_on) as changed_offers
    from changes
    group by retailer, seen_on, factor
),

busy_nights as (
    select distinct
        retailer,
        seen_on
    from nights
    where offers >= parameter('scale_break_offers')
),

days_seen as (
    select
        nights.retailer,
        nights.seen_on,
        count(distinct sighted.offer_id) as offers_seen
    from busy_nights as nights
    inner join offers on nights.retailer = offers.retailer
    inner join sighted
        on
            offers.offer_id = sighted.offer_id
            and nights.seen_on >= sighted.seen_from
            and nights.seen_on - 1 <= sighted.seen_to
    group by nights.retailer, nights.seen_on
),

scale_breaks as (
    select
        'scale_break' as kind,
        nights.retailer,
        null::bigint as offer_id,
        null::varchar as sku,
        nights.seen_on,
        null::timestamp as seen_at,
        null::decimal(18, 4) as price_before,
        null::decimal(18, 4) as price_after,
        nights.factor,
        nights.offers,
        'the shop''s prices jump by one factor in one night' as detail
    from nights
    inner join days_seen on nights.retailer = days_seen.retailer and nights.seen_on = days_seen.seen_on
    where
        nights.offers >= parameter('scale_break_offers')
        and abs(nights.factor - 1) >= parameter('scale_break_step') / 100
        and nights.offers * 100 >= nights.changed_offers * parameter('scale_break_share')
        and nights.offers * 100 >= days_seen.offers_seen * parameter('scale_break_share')
)

select * from two_statements
union all by name
select * from scale_breaks
order by retailer, seen_on, kind, offer_id
