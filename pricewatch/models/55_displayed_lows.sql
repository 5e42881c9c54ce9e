-- Is the 30-day low that a shop shows beside a reduction the lowest price of the 30 days before, and does it stand?
-- One row per offer, campaign, price and low shown. outcome: displayed_p30_mismatch where it lies above the prior
-- price (prior_lows), drifting_p30 where it differs from a low shown before it in the same campaign at the same price.
-- Left out: lows shown where no reduction is announced. A low below ours accuses nobody: we do not see every day.
with shown as (
    select
        offer_id,
        campaign,
        price,
        lowest_30d_shown,
        currency,
        price_per,
        any_value(retailer) as retailer,
        any_value(sku) as sku,
        any_value(product_id) as product_id,
        any_value(announced_on) as announced_on,
        min(stepped_on) as stepped_on,
        min(seen_from) as claimed_on,
        max(seen_to) as claimed_until,
        sum(sightings) >= parameter('evidence_sightings')
        and max(last_seen) - min(first_seen)
        >= parameter('evidence_hours')::integer * interval 1 hour as is_settled
    from announcements
    where lowest_30d_shown > 0
    group by offer_id, campaign, price, lowest_30d_shown, currency, price_per
),

followed as (
    select
        *,
        lag(lowest_30d_shown) over lows_in_order as shown_before
    from shown
    window
        lows_in_order as (
            partition by offer_id, campaign, price, currency, price_per, is_settled
            order by claimed_on, lowest_30d_shown
        )
),

spans as (
    select
        offers.retailer,
        sighted.offer_id,
        min(sighted.seen_from) as first_seen_on,
        max(sighted.seen_to) as last_seen_on,
        max(max(sighted.seen_to)) over (partition by offers.retailer) as newest_on
    from sighted
    inner join offers on sighted.offer_id = offers.offer_id
    group by offers.retailer, sighted.offer_id
),

compared as (
    select
        followed.*,
        spans.first_seen_on,
        spans.last_seen_on,
        followed.claimed_on + parameter('provisional_days')::integer > spans.newest_on as is_provisional,
        prior_lows.* exclude (offer_id, announced_on, stepped_on, currency, price_per, hindered),
        case
            when prior_lows.hindered is not null then prior_lows.hindered
            when
                not (
                    prior_lows.is_one_kind
                    and prior_lows.currency is not distinct from followed.currency
                    and prior_lows.price_per is not distinct from followed.price_per
                )
                then 'the 30 days before are in another currency, or for another period'
        end as hindered,
        coalesce(
            followed.lowest_30d_shown * 100 > prior_lows.low_at_most * (100 + parameter('claim_tolerance'))
            and followed.lowest_30d_shown - prior_lows.low_at_most > parameter('claim_minor'),
            false
        ) as exceeds_at_most,
        followed.lowest_30d_shown * 100 > prior_lows.low_seen * (100 + parameter('claim_tolerance'))
        and followed.lowest_30d_shown - prior_lows.low_seen > parameter('claim_minor') as exceeds_seen,
        coalesce(
            followed.is_settled
            and least(followed.lowest_30d_shown, followed.shown_before) > followed.price
            and abs(followed.lowest_30d_shown - followed.shown_before) > parameter('claim_minor')
            and abs(followed.lowest_30d_shown - followed.shown_before) * 100
            > followed.shown_before * parameter('claim_tolerance'),
            false
        ) as drifts
    from followed
    inner join spans on followed.offer_id = spans.offer_id
    inner join prior_lows
        on
            followed.offer_id = prior_lows.offer_id
            and followed.announced_on = prior_lows.announced_on
            and followed.stepped_on = prior_lows.stepped_on
),

classed as (
    select
        *,
        case when exceeds_at_most then low_at_most else low_seen end as lowest_30d,
        is_settled and (low_at_most is not null or drifts) as has_evidence,
        case
            when hindered is null and exceeds_seen then 'displayed_p30_mismatch'
            when drifts then 'drifting_p30'
            when hindered is not null then case when is_new then 'new_arrival' else 'cannot_tell' end
            else 'consistent'
        end as outcome,
        case
            when not is_settled then 'cannot_tell'
            when drifts or (hindered is null and exceeds_at_most) then 'violates'
            when hindered is null and is_covered and not exceeds_seen then 'consistent'
            else 'cannot_tell'
        end as verdict
    from compared
)

select
    substr(md5(concat_ws(
        '|',
        'D1',
        'lowest_30d_shown',
        offer_id,
        claimed_on,
        price,
        lowest_30d_shown,
        coalesce(currency, ''),
        coalesce(price_per, '')
    )), 1, 16) as finding_id,
    'D1' as rule_id,
    '2' as rule_version,
    rule_set,
    verdict,
    outcome,
    case
        when verdict != 'cannot_tell' then null
        when hindered is not null then hindered
        when not is_settled then 'the low shown was not seen again hours later'
        when exceeds_seen and is_open then 'whether a further step keeps its first prior price here was not verified'
        when exceeds_seen then 'the lower price was not seen again hours later'
        when is_new then 'first seen less than 30 days before'
        else 'too few of the 30 days were observed'
    end as missing,
    false as published,
    offer_id,
    retailer,
    sku,
    product_id,
    claimed_on,
    claimed_until,
    announced_on,
    price,
    lowest_30d_shown,
    currency,
    (1 - price::double / lowest_30d_shown::double) * 100 as claimed_percent,
    lowest_30d,
    (1 - price::double / lowest_30d::double) * 100 as real_percent,
    days_observed,
    longest_gap,
    first_seen_on,
    last_seen_on,
    has_evidence,
    is_provisional
from classed
order by claimed_on desc, offer_id, price, lowest_30d_shown
