-- What in the data must not become an accusation?
-- One row per error: an offer with two statements at one instant, a night on which a shop (or store) jumps by one
-- factor, or a code that goes on with another barcode.
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
        min(place.store) as store,
        min(place.sku) as sku
    from places
    group by offer_id
),

two_statements as (
    select
        case when disputed.price_before = disputed.price_after then 'two_statements' else 'two_prices' end as kind,
        disputed_offers.retailer,
        disputed_offers.store,
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
),

scale_breaks as (
    select
        'scale_break' as kind,
        busy_nights.retailer,
        busy_nights.store,
        busy_nights.seen_on,
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
),

other_articles as (
    select
        'recycled_code' as kind,
        offers.retailer,
        offers.store,
        offer_facts.offer_id,
        offers.sku,
        offer_facts.first_seen::date as seen_on,
        offer_facts.first_seen as seen_at,
        1 as offers,
        'the shop''s code goes on with another barcode: histories before and after are not compared' as detail
    from offer_facts
    inner join offers on offer_facts.offer_id = offers.offer_id
    where offer_facts.gtin is not null
    qualify
        offer_facts.gtin
        != lag(offer_facts.gtin) over (partition by offer_facts.offer_id order by offer_facts.first_seen)
)

select * from two_statements
union all by name
select * from scale_breaks
union all by name
select * from other_articles
union all by name
select * from currency_changeovers
order by retailer, seen_on, kind, offer_id
