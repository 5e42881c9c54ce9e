-- Is the price that a reduction is measured against the lowest of the 30 days before?  (Directive 98/6/EC Art. 6a)
-- One row per claim (claims), beside the prior price of its step (prior_lows). lowest_30d is the low that accuses
-- where one does, else the lowest seen; missing says what a verdict lacks.
-- Left out: nothing of the claims.
with compared as (
    select
        claims.*,
        prior_lows.* exclude (offer_id, announced_on, stepped_on, currency, price_per),
        coalesce(
            prior_lows.is_one_kind
            and prior_lows.currency is not distinct from claims.currency
            and prior_lows.price_per is not distinct from claims.price_per,
            false
        ) as is_comparable,
        coalesce(
            (claims.shown_percent is not null or claims.was_price - prior_lows.low_at_most > parameter('claim_minor'))
            and claims.claimed_percent
            > (1 - claims.price::double / prior_lows.low_at_most::double) * 100 + parameter('claim_points'),
            false
        ) as exceeds_at_most,
        (claims.shown_percent is not null or claims.was_price - prior_lows.low_seen > parameter('claim_minor'))
        and claims.claimed_percent
        > (1 - claims.price::double / prior_lows.low_seen::double) * 100 + parameter('claim_points') as exceeds_seen
    from claims
    inner join prior_lows
        on
            claims.offer_id = prior_lows.offer_id
            and claims.announced_on = prior_lows.announced_on
            and claims.stepped_on = prior_lows.stepped_on
),

old_currency as (
    select distinct compared.claim_key
    from compared
    inner join changeovers
        on
            compared.country = changeovers.country
            and compared.currency = changeovers.currency
            and compared.claimed_on >= changeovers.changed_on - parameter('changeover_days')::integer
            and compared.claimed_on <= changeovers.changed_on + parameter('changeover_days')::integer
            and abs(compared.was_price - compared.low_seen * changeovers.rate) * 100
            <= compared.was_price * parameter('claim_tolerance')
),

measured as (
    select
        compared.* exclude (has_evidence, hindered),
        compared.has_evidence and compared.low_at_most is not null as has_evidence,
        compared.has_evidence as is_claim_settled,
        case when exceeds_at_most then low_at_most else low_seen end as lowest_30d,
        case
            when hindered is not null then hindered
            when not is_comparable then 'the 30 days before are in another currency, or for another period'
            when old_currency.claim_key is not null then 'the was-price may be in the currency before the changeover'
        end as hindered
    from compared
    left join old_currency on compared.claim_key = old_currency.claim_key
),

classed as (
    select
        *,
        (1 - price::double / lowest_30d::double) * 100 as real_percent,
        case
            when hindered is not null then case when is_new then 'new_arrival' else 'cannot_tell' end
            when not exceeds_seen then 'consistent'
            when price * 100 > lowest_30d * (100 + parameter('claim_tolerance')) then 'increase'
            when price * 100 >= lowest_30d * (100 - parameter('claim_tolerance')) then 'no_reduction'
            else 'overstated'
        end as outcome,
        case
            when hindered is not null then 'cannot_tell'
            when has_evidence and exceeds_at_most then 'violates'
            when has_evidence and is_covered and not exceeds_seen then 'consistent'
            else 'cannot_tell'
        end as verdict
    from measured
)

select
    substr(md5('D1|' || claim_key), 1, 16) as finding_id,
    'D1' as rule_id,
    '2' as rule_version,
    rule_set,
    verdict,
    outcome,
    case
        when hindered is not null then hindered
        when verdict != 'cannot_tell' then null
        when not is_claim_settled then 'the claim was not seen again hours later'
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
    was_price,
    currency,
    was_kind,
    claimed_percent,
    lowest_30d,
    real_percent,
    days_observed,
    longest_gap,
    first_seen_on,
    last_seen_on,
    has_evidence,
    is_provisional
from classed
order by claimed_on desc, offer_id, price
