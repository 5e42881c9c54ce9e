-- Is the price that a reduction is measured against the lowest of the 30 days before?  (Directive 98/6/EC Art. 6a)
-- One row per claim: its campaign's first day, and the lowest public price of the 30 days before that day.
-- Left out: nothing of the claims. Only public prices set the lowest price; days of the announced campaign do not.
with campaigns as (
    select
        offer_id,
        campaign,
        any_value(announced_on) as announced_on
    from claims
    group by offer_id, campaign
),

window_spells as (
    select
        campaigns.campaign,
        campaigns.announced_on,
        public_spells.*
    from campaigns
    inner join public_spells
        on
            campaigns.offer_id = public_spells.offer_id
            and campaigns.announced_on > public_spells.seen_from
            and campaigns.announced_on - parameter('claim_window')::integer <= public_spells.seen_to
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
        sum(window_spells.sightings) >= parameter('evidence_sightings')
        and max(window_spells.last_seen) - min(window_spells.first_seen)
        >= parameter('evidence_hours')::integer * interval 1 hour as has_evidence
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

disturbed as (
    select distinct
        campaigns.offer_id,
        campaigns.campaign
    from campaigns
    inner join offers on campaigns.offer_id = offers.offer_id
    inner join data_errors
        on
            offers.retailer = data_errors.retailer
            and (
                (data_errors.kind = 'scale_break' and offers.store is not distinct from data_errors.store)
                or (data_errors.kind = 'recycled_code' and offers.offer_id = data_errors.offer_id)
            )
            and data_errors.seen_on between campaigns.announced_on - parameter('claim_window')::integer
            and campaigns.announced_on
),

measured as (
    select
        claims.* exclude (has_evidence),
        lows.lowest_30d,
        disturbed.offer_id is not null as is_disturbed,
        coalesce(
            lows.kinds = 1
            and lows.currency is not distinct from claims.currency
            and lows.price_per is not distinct from claims.price_per,
            false
        ) as is_one_kind,
        coalesce(evidence.has_evidence, false) and claims.has_evidence as has_evidence,
        coalesce(coverage.days_observed, 0) as days_observed,
        coalesce(coverage.longest_gap, parameter('claim_window')::integer) as longest_gap,
        (1 - claims.price::double / lows.lowest_30d::double) * 100 as real_percent
    from claims
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
    substr(md5('D1|' || claim_key), 1, 16) as finding_id,
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
left join rule_sets
    on
        classed.country = rule_sets.country
        and rule_sets.rule_id = 'D1'
        and classed.announced_on >= rule_sets.in_force_from
        and classed.announced_on <= coalesce(rule_sets.in_force_to, date '9999-12-31')
order by claimed_on desc, offer_id, price
