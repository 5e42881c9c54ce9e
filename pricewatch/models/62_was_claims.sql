-- Is the price that a reduction is measured against the lowest of the 30 days before?  (Directive 98/6/EC Art. 6a)
-- One row per offer and claimed reduction: a was-price above a public price, from the first day it is announced.
-- Left out: RRP and competitors' prices, and was-prices that are not above the price: they are no claim of this kind.
-- Only public prices set the lowest price; days of the announced campaign are not in it.
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

window_spells as (
    select
        announced.campaign,
        announced.announced_on,
        spells.*
    from announced
    inner join spells
        on
            announced.offer_id = spells.offer_id
            and announced.announced_on > spells.seen_from
            and announced.announced_on - parameter('claim_window')::integer <= spells.seen_to
),

lows as (
    select
        offer_id,
        campaign,
        min(price) as lowest_30d,
        count(distinct coalesce(currency, '') || '|' || coalesce(price_per, '')) as kinds,
        any_value(currency) as currency,
        any_value(price_per) as price_per
    from window_spells
    group by offer_id, campaign
),

evidence as (
    select
        lows.offer_id,
        lows.campaign,
        sum(window_spells.sightings) as sightings,
        max(window_spells.last_seen) - min(window_spells.first_seen) as seen_for
    from lows
    inner join window_spells
        on
            lows.offer_id = window_spells.offer_id
            and lows.campaign = window_spells.campaign
            and lows.lowest_30d = window_spells.price
    group by lows.offer_id, lows.campaign
),

days_in_window as (
    select distinct
        window_spells.offer_id,
        window_spells.campaign,
        window_spells.announced_on,
        unnest(generate_series(
            greatest(
                sighted.seen_from,
                window_spells.seen_from,
                window_spells.announced_on - parameter('claim_window')::integer
            )::timestamp,
            least(sighted.seen_to, window_spells.seen_to, window_spells.announced_on - 1)::timestamp,
            interval 1 day
        ))::date as seen_on
    from window_spells
    inner join sighted
        on
            window_spells.offer_id = sighted.offer_id
            and window_spells.seen_from <= sighted.seen_to
            and window_spells.seen_to >= sighted.seen_from
    where not window_spells.stated
),

gaps as (
    select
        *,
        seen_on - coalesce(
            lag(seen_on) over (partition by offer_id, campaign order by seen_on),
            announced_on - parameter('claim_window')::integer - 1
        ) - 1 as gap_before
    from days_in_window
),

coverage as (
    select
        offer_id,
        campaign,
        count(*)::integer as days_observed,
        greatest(max(gap_before), any_value(announced_on) - 1 - max(seen_on))::integer as longest_gap
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

disturbed as (
    select distinct
        announced.offer_id,
        announced.campaign
    from announced
    inner join offers on announced.offer_id = offers.offer_id
    inner join data_errors
        on
            offers.retailer = data_errors.retailer
            and (
                (data_errors.kind = 'scale_break' and offers.store is not distinct from data_errors.store)
                or (data_errors.kind = 'recycled_code' and offers.offer_id = data_errors.offer_id)
            )
            and data_errors.seen_on between announced.announced_on - parameter('claim_window')::integer
            and announced.announced_on
),

measured as (
    select
        claims.*,
        announced.announced_on,
        first_days.first_seen_on,
        lows.lowest_30d,
        disturbed.offer_id is not null as is_disturbed,
        coalesce(
            lows.kinds = 1
            and lows.currency is not distinct from claims.currency
            and lows.price_per is not distinct from claims.price_per,
            false
        ) as is_one_kind,
        coalesce(
            least(evidence.sightings, claims.sightings) >= parameter('evidence_sightings')
            and least(evidence.seen_for, claims.seen_for) >= parameter('evidence_hours')::integer * interval 1 hour,
            false
        ) as has_evidence,
        coalesce(coverage.days_observed, 0) as days_observed,
        coalesce(coverage.longest_gap, parameter('claim_window')::integer) as longest_gap,
        coalesce(
            claims.shown_percent::double, (1 - claims.price::double / claims.was_price::double) * 100
        ) as claimed_percent,
        (1 - claims.price::double / lows.lowest_30d::double) * 100 as real_percent
    from claims
    inner join announced on claims.offer_id = announced.offer_id and claims.campaign = announced.campaign
    inner join first_days on claims.offer_id = first_days.offer_id
    left join lows on claims.offer_id = lows.offer_id and claims.campaign = lows.campaign
    left join evidence on claims.offer_id = evidence.offer_id and claims.campaign = evidence.campaign
    left join coverage on claims.offer_id = coverage.offer_id and claims.campaign = coverage.campaign
    left join disturbed on claims.offer_id = disturbed.offer_id and claims.campaign = disturbed.campaign
),

classed as (
    select
        *,
        case
            when lowest_30d is null or not is_one_kind or is_disturbed then 'cannot_tell'
            when claimed_percent <= real_percent + parameter('claim_points') then 'consistent'
            when price * 100 > lowest_30d * (100 + parameter('claim_tolerance')) then 'increase'
            when price * 100 >= lowest_30d * (100 - parameter('claim_tolerance')) then 'no_reduction'
            else 'overstated'
        end as outcome,
        days_observed >= parameter('claim_days_seen') and longest_gap <= parameter('claim_longest_gap') as is_covered,
        first_seen_on > announced_on - parameter('claim_window')::integer as is_new
    from measured
)

select
    substr(md5(concat_ws(
        '|',
        'D1',
        classed.offer_id,
        claimed_on,
        price,
        was_price,
        coalesce(currency, ''),
        coalesce(price_per, ''),
        coalesce(shown_percent::varchar, ''),
        coalesce(was_kind, '')
    )), 1, 16) as finding_id,
    'D1' as rule_id,
    '1' as rule_version,
    coalesce(rule_sets.rule_set, 'info') as rule_set,
    case
        when outcome = 'cannot_tell' or is_new or not has_evidence then 'cannot_tell'
        when outcome in ('increase', 'no_reduction', 'overstated') then 'violates'
        when is_covered then 'consistent'
        else 'cannot_tell'
    end as verdict,
    outcome,
    case
        when lowest_30d is null then 'no public price was seen in the 30 days before'
        when not is_one_kind then 'the 30 days before are in another currency, or for another period'
        when is_disturbed then 'the 30 days before hold a data error (data_errors)'
        when is_new then 'first seen less than 30 days before: perhaps a new arrival'
        when not has_evidence then 'an observation that decides was not seen again hours later'
        when outcome = 'consistent' and not is_covered then 'too few of the 30 days were observed'
    end as missing,
    false as published,
    classed.offer_id,
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
    first_seen_on
from classed
left join rule_sets
    on
        classed.country = rule_sets.country
        and rule_sets.rule_id = 'D1'
        and classed.announced_on >= rule_sets.in_force_from
        and classed.announced_on <= coalesce(rule_sets.in_force_to, date '9999-12-31')
order by claimed_on desc, classed.offer_id, price
