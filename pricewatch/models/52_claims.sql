-- Which reductions did shops claim?
-- One row per offer, campaign and claim: a was-price above a public price, or a percentage. announced_on is the first
-- day of its campaign, stepped_on that of its last step down (announcements).
-- Left out: RRP and competitors' prices, and was-prices that are not above the price: they are no claim of this kind.
with claims as (
    select
        offer_id,
        campaign,
        price,
        was_price,
        currency,
        price_per,
        was_kind,
        claimed_percent as shown_percent,
        any_value(retailer) as retailer,
        any_value(store) as store,
        any_value(sku) as sku,
        any_value(product_id) as product_id,
        any_value(country) as country,
        any_value(announced_on) as announced_on,
        min(stepped_on) as stepped_on,
        min(seen_from) as claimed_on,
        max(seen_to) as claimed_until,
        sum(sightings)::integer as sightings,
        max(last_seen) - min(first_seen) as seen_for
    from announcements
    where claims
    group by offer_id, campaign, price, was_price, currency, price_per, was_kind, claimed_percent
),

seen_days as (
    select
        offer_id,
        min(seen_from) as first_seen_on,
        max(seen_to) as last_seen_on
    from sighted
    semi join announcements on sighted.offer_id = announcements.offer_id
    group by offer_id
),

newest_days as (
    select
        offers.retailer,
        max(sighted.seen_to) as newest_on
    from sighted
    inner join offers on sighted.offer_id = offers.offer_id
    group by offers.retailer
)

select
    claims.*,
    seen_days.first_seen_on,
    seen_days.last_seen_on,
    coalesce(
        claims.shown_percent::double, (1 - claims.price::double / claims.was_price::double) * 100
    ) as claimed_percent,
    claims.sightings >= parameter('evidence_sightings')
    and claims.seen_for >= parameter('evidence_hours')::integer * interval 1 hour as has_evidence,
    claims.claimed_on + parameter('provisional_days')::integer > newest_days.newest_on as is_provisional,
    concat_ws(
        '|',
        claims.offer_id,
        claims.claimed_on,
        claims.price,
        claims.was_price,
        coalesce(claims.currency, ''),
        coalesce(claims.price_per, ''),
        coalesce(claims.shown_percent::varchar, ''),
        coalesce(claims.was_kind, '')
    ) as claim_key
from claims
inner join seen_days on claims.offer_id = seen_days.offer_id
inner join newest_days on claims.retailer = newest_days.retailer
order by claims.offer_id, claims.claimed_on, claims.price
