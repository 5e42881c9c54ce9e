-- Which reductions did shops announce?
-- One row per offer and claimed reduction: a was-price above a public price. announced_on is the first day of its
-- campaign: of claims of one offer that follow each other without another price or a gap longer than gap_days.
-- Left out: RRP and competitors' prices, and was-prices that are not above the price: they are no claim of this kind.
with spells as (
    select
        *,
        coalesce(
            was_price > price and coalesce(was_kind, 'unspecified') in ('own_prior', 'unspecified'), false
        ) as claims
    from public_spells
),

marked as (
    select
        *,
        coalesce(
            claims
            and lag(claims) over spells_in_order
            and seen_from <= lag(seen_to) over spells_in_order + parameter('gap_days')::integer,
            false
        ) as goes_on
    from spells
    window spells_in_order as (partition by offer_id order by first_seen)
),

campaigns as (
    select
        *,
        count(*) filter (where not goes_on) over (
            partition by offer_id order by first_seen rows unbounded preceding
        ) as campaign
    from marked
),

announced as (
    select
        offer_id,
        campaign,
        min(seen_from) as announced_on
    from campaigns
    where claims
    group by offer_id, campaign
),

claims as (
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
        min(seen_from) as claimed_on,
        max(seen_to) as claimed_until,
        sum(sightings)::integer as sightings,
        max(last_seen) - min(first_seen) as seen_for
    from campaigns
    where claims
    group by offer_id, campaign, price, was_price, currency, price_per, was_kind, claimed_percent
),

seen_days as (
    select
        offer_id,
        min(seen_from) as first_seen_on,
        max(seen_to) as last_seen_on
    from sighted
    semi join claims on sighted.offer_id = claims.offer_id
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
    announced.announced_on,
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
inner join announced on claims.offer_id = announced.offer_id and claims.campaign = announced.campaign
inner join seen_days on claims.offer_id = seen_days.offer_id
inner join newest_days on claims.retailer = newest_days.retailer
order by claims.offer_id, claims.claimed_on, claims.price
