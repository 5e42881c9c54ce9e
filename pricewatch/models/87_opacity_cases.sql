-- What did a shop disclose, and what did it not?
-- One row per thing that could be opaque: the component of the opacity index (opacity_parts) and its aspect, the
-- retailer and category, the product that it concerns (cluster), how many cases there are, and how opaque they are
-- (0 to 1). Of the last opacity_days before the retailer was last seen.
-- Left out: what cannot be told; twins that no person has confirmed; consistency (7), for which visits in pairs would
-- be needed (stores that price apart do so openly: place_gaps); price levels, since dear is not opaque.
-- Kept only while the build runs.
with recent_offers as (
    select
        offers.*,
        retailers.last_seen::date as newest,
        retailers.last_seen::date - parameter('opacity_days')::integer as since
    from offers
    inner join retailers on offers.retailer = retailers.slug
    where offers.last_seen >= retailers.last_seen - parameter('opacity_days')::integer * interval 1 day
),

claims_tested as (
    select
        recent_offers.offer_id,
        was_claims.claimed_on,
        max(coalesce(was_claims.verdict = 'violates', false)::integer) as opaque
    from was_claims
    inner join recent_offers
        on was_claims.offer_id = recent_offers.offer_id and was_claims.claimed_on >= recent_offers.since
    where was_claims.rule_id in ('D1', 'D2', 'D3') and was_claims.verdict != 'cannot_tell'
    group by recent_offers.offer_id, was_claims.claimed_on
),

baskets as (
    select
        offer_id,
        case
            when verdict = 'violates' then least(1, drip_ratio / parameter('opacity_drip'))
            else 0
        end as opaque
    from fees
    where rule_id = 'D6' and verdict != 'cannot_tell'
    qualify row_number() over (partition by offer_id order by found_on desc, finding_id) = 1
),

units_shown as (
    select
        offer_id,
        max((verdict = 'violates')::integer) as opaque
    from unit_prices
    where verdict != 'cannot_tell'
    group by offer_id
),

confirmed_twins as (
    select offer_a as offer_id
    from match_pairs
    where relation = 'twin' and reviewed
    union
    select offer_b as offer_id
    from match_pairs
    where relation = 'twin' and reviewed
),

twin_products as (
    select distinct offers.product_id
    from confirmed_twins
    inner join offers on confirmed_twins.offer_id = offers.offer_id
),

packs as (
    select
        offer_id,
        (verdict = 'violates')::integer as opaque
    from size_changes
    inner join recent_offers using (offer_id)
    where
        size_changes.size_after < size_changes.size_before
        and size_changes.verdict != 'cannot_tell'
        and size_changes.changed_on >= recent_offers.since
),

rises as (
    select
        offer_id,
        surprise::integer as opaque
    from hikes
    inner join recent_offers using (offer_id)
    where
        hikes.confirmed
        and hikes.tier in ('material', 'severe')
        and hikes.market_class != 'unknown'
        and hikes.hiked_on >= recent_offers.since
),

states as (
    select
        recent_offers.offer_id,
        bool_or(price_spells.price_hidden is not null) as is_hidden,
        max((price_spells.intro_months is not null and price_spells.price_after is null)::integer) filter (
            where price_spells.intro_months is not null
        ) as is_open_ended
    from price_spells
    inner join recent_offers on price_spells.offer_id = recent_offers.offer_id
    where price_spells.seen_to >= recent_offers.since
    group by recent_offers.offer_id
),

announced as (
    select
        price_spells.offer_id,
        bool_and(price_spells.claim_ends is null) as is_endless,
        bool_or(price_spells.lowest_30d_shown is not null) as is_low_shown
    from price_spells
    inner join recent_offers on price_spells.offer_id = recent_offers.offer_id
    where
        price_spells.was_price > price_spells.price
        and coalesce(price_spells.was_kind, 'unspecified') in ('own_prior', 'unspecified')
        and price_spells.seen_to >= recent_offers.since
    group by price_spells.offer_id
),

lows_due as (
    select
        announced.offer_id,
        bool_and(not announced.is_low_shown and was_claims.verdict = 'violates') as is_lowless
    from announced
    inner join was_claims on announced.offer_id = was_claims.offer_id
    inner join recent_offers
        on was_claims.offer_id = recent_offers.offer_id and was_claims.claimed_on >= recent_offers.since
    where was_claims.rule_id = 'D1' and was_claims.rule_set != 'info' and was_claims.verdict != 'cannot_tell'
    group by announced.offer_id
),

cases as (
    select
        1 as component,
        'claim' as aspect,
        offer_id,
        opaque
    from claims_tested
    union all
    select
        2 as component,
        'total' as aspect,
        offer_id,
        opaque
    from baskets
    union all
    select
        3 as component,
        'unit price' as aspect,
        offer_id,
        opaque
    from units_shown
    union all
    select
        4 as component,
        'public code' as aspect,
        offer_id,
        (gtin is null and mpn is null)::integer as opaque
    from recent_offers
    union all
    select
        4 as component,
        'exclusive name' as aspect,
        recent_offers.offer_id,
        (twin_products.product_id is not null and products.retailers = 1)::integer as opaque
    from recent_offers
    inner join products on recent_offers.product_id = products.product_id
    left join twin_products on recent_offers.product_id = twin_products.product_id
    union all
    select
        5 as component,
        'pack' as aspect,
        offer_id,
        opaque
    from packs
    union all
    select
        6 as component,
        'rise' as aspect,
        offer_id,
        opaque
    from rises
    union all
    select
        8 as component,
        'price shown' as aspect,
        offer_id,
        is_hidden::integer as opaque
    from states
    union all
    select
        8 as component,
        'price after' as aspect,
        offer_id,
        is_open_ended as opaque
    from states
    where is_open_ended is not null
    union all
    select
        8 as component,
        'end of the offer' as aspect,
        offer_id,
        is_endless::integer as opaque
    from announced
    union all
    select
        8 as component,
        'low of 30 days' as aspect,
        offer_id,
        is_lowless::integer as opaque
    from lows_due
)

select
    cases.component,
    cases.aspect,
    recent_offers.retailer,
    coalesce(recent_offers.category, 'other') as category,
    recent_offers.product_id as cluster,
    count(*) as cases,
    avg(cases.opaque::double) as opaque
from cases
inner join recent_offers on cases.offer_id = recent_offers.offer_id
group by all
