-- Is the price that a reduction is measured against the lowest of the 30 days before?  (Directive 98/6/EC Art. 6a)
-- One row per offer and claimed reduction: a was-price above the price, from the first day it is announced.
-- Left out: RRP and competitors' prices, and was-prices that are not above the price: they are no claim of this kind.
-- Out-of-stock, hidden and doubtful prices never set the lowest price; days of the announced campaign are not in it.
with spells as (
    select
        price_spells.*,
        offers.retailer,
        offers.store,
        offers.sku,
        offers.url,
        offers.name,
        offers.product_id,
        offers.country,
        coalesce(
            price_spells.was_price > price_spells.price
            and coalesce(price_spells.was_kind, 'unspecified') in ('own_prior', 'unspecified'),
            false
        ) as claims,
        coalesce(
            price_spells.doubts is null
            and price_spells.price_hidden is null
            and price_spells.persona is null
            and coalesce(price_spells.price_kind, 'exact') = 'exact'
            and coalesce(price_spells.availability, 'in_stock') = 'in_stock',
            false
        ) as is_public
    from price_spells
    inner join offers on price_spells.offer_id = offers.offer_id
    where price_spells.price is not null
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
        count(*) filter (where not goes_on) over (partition by offer_id order by first_seen) as campaign
    from marked
),

claims as (
    select
        offer_id,
        campaign,
        price,
        was_price,
        currency,
        any_value(retailer) as retailer,
        any_value(store) as store,
        any_value(sku) as sku,
        any_value(url) as url,
        any_value(name) as name,
        any_value(product_id) as product_id,
        any_value(country) as country,
        min(was_kind) as was_kind,
        max(claimed_percent) as claimed_percent,
        min(seen_from) as claimed_on,
        max(seen_to) as claimed_until,
        sum(sightings)::integer as claim_sightings,
        bool_and(is_public) as is_clear
    from campaigns
    where claims
    group by offer_id, campaign, price, was_price, currency
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

lowest as (
    select
        announced.offer_id,
        announced.campaign,
        arg_min(spells.price, spells.price) as lowest_30d,
        arg_min(spells.sightings, spells.price) as deciding_sightings,
        count(distinct spells.currency) as currencies
    from announced
    inner join spells
        on
            announced.offer_id = spells.offer_id
            and announced.announced_on > spells.seen_from
            and spells.seen_to >= announced.announced_on - parameter('claim_window')::integer
            and spells.is_public
    group by announced.offer_id, announced.campaign
),

days_in_window as (
    select
        announced.offer_id,
        announced.campaign,
        announced.announced_on,
        greatest(sighted.seen_from, announced.announced_on - parameter('claim_window')::integer) as seen_from,
        least(sighted.seen_to, announced.announced_on - 1) as seen_to
    from announced
    inner join sighted
        on
            announced.offer_id = sighted.offer_id
            and announced.announced_on > sighted.seen_from
            and sighted.seen_to >= announced.announced_on - parameter('claim_window')::integer
),

gaps as (
    select
        *,
        seen_from - coalesce(
            lag(seen_to) over (partition by offer_id, campaign order by seen_from),
            announced_on - parameter('claim_window')::integer - 1
        ) - 1 as gap_before
    from days_in_window
),

coverage as (
    select
        offer_id,
        campaign,
        sum(seen_to - seen_from + 1)::integer as days_observed,
        greatest(max(gap_before), any_value(announced_on) - 1 - max(seen_to))::integer as longest_gap
    from gaps
    group by offer_id, campaign
),

first_days as (
    select
        offer_id,
        min(seen_from) as first_seen_on
    from sighted
    group by offer_id
),

measured as (
    select
        claims.*,
        announced.announced_on,
        first_days.first_seen_on,
        lowest.lowest_30d,
        lowest.currencies,
        coalesce(lowest.deciding_sightings, 0) as deciding_sightings,
        coalesce(coverage.days_observed, 0) as days_observed,
        coalesce(coverage.longest_gap, parameter('claim_window')::integer) as longest_gap,
        coalesce(
            claims.claimed_percent::double, (1 - claims.price::double / claims.was_price::double) * 100
        ) as stated_percent,
        (1 - claims.price::double / lowest.lowest_30d::double) * 100 as real_percent
    from claims
    inner join announced on claims.offer_id = announced.offer_id and claims.campaign = announced.campaign
    inner join first_days on claims.offer_id = first_days.offer_id
    left join lowest on claims.offer_id = lowest.offer_id and claims.campaign = lowest.campaign
    left join coverage on claims.offer_id = coverage.offer_id and claims.campaign = coverage.campaign
),

classed as (
    select
        *,
        case
            when lowest_30d is null or currencies > 1 then 'cannot_tell'
            when price * 100 > lowest_30d * (100 + parameter('claim_tolerance')) then 'increase'
            when price * 100 >= lowest_30d * (100 - parameter('claim_tolerance'))
                then 'no_reduction'
            when stated_percent > real_percent + parameter('claim_points') then 'overstated'
            else 'consistent'
        end as test_result,
        deciding_sightings >= parameter('evidence_sightings')
        and claim_sightings >= parameter('evidence_sightings')
        and is_clear as has_evidence,
        days_observed >= parameter('claim_days_seen')
        and longest_gap <= parameter('claim_longest_gap') as is_covered,
        first_seen_on > announced_on - parameter('claim_window')::integer as is_new
    from measured
),

placed as (
    select
        classed.*,
        coalesce(rule_sets.rule_set, 'info') as rule_set
    from classed
    left join rule_sets
        on
            classed.country = rule_sets.country
            and rule_sets.rule_id = 'D1'
            and classed.announced_on >= rule_sets.in_force_from
            and classed.announced_on <= coalesce(rule_sets.in_force_to, date '9999-12-31')
)

select
    substr(md5(concat_ws(
        '|', 'D1', retailer, coalesce(store, ''), coalesce(sku, url, name, ''), claimed_on, price, was_price
    )), 1, 16) as finding_id,
    'D1' as rule_id,
    '1' as rule_version,
    rule_set,
    case
        when test_result in ('increase', 'no_reduction', 'overstated') and has_evidence and not is_new then 'violates'
        when test_result = 'consistent' and has_evidence and is_covered and not is_new then 'consistent'
        else 'cannot_tell'
    end as verdict,
    test_result as outcome,
    case
        when lowest_30d is null then 'no public price was seen in the 30 days before'
        when currencies > 1 then 'the 30 days before are in two currencies'
        when is_new then 'first seen less than 30 days before: perhaps a new arrival'
        when not has_evidence then 'an observation that decides was seen once only, or is doubtful'
        when test_result = 'consistent' and not is_covered then 'too few of the 30 days were observed'
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
    stated_percent as claimed_percent,
    lowest_30d,
    real_percent,
    days_observed,
    longest_gap,
    first_seen_on
from placed
order by claimed_on desc, offer_id, price
