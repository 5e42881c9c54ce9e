-- D2: Was the price raised for a while, and then "reduced" to about what it had long been?
-- One row per claim (claims). illusory: the price had stood at least spike_rise % above its long-run price for less
-- than spike_days, and is now "reduced" to the long-run price or more. inflated: it is now lower than that, by less
-- than claimed. spike_percent, spike_days, long_run_days and real_percent (the saving on the long-run price) say by
-- how much.
-- Left out: nothing of the claims. Innocent explanations that no price shows: costs that rose in the whole
-- market (it explains the rise, not the ticket), the season, a first delivery at a new cost.
with recent as (
    select
        claims.claim_key,
        min(histories.price) as lowest,
        sum(
            histories.held_to
            - greatest(histories.held_from, claims.announced_on - parameter('spike_days')::integer) + 1
        )::integer as days_known,
        max(histories.held_to) as last_known_on,
        bool_or(histories.stated) as is_stated
    from claims
    inner join histories
        on
            claims.offer_id = histories.offer_id
            and claims.announced_on = histories.anchor_on
            and claims.announced_on - parameter('spike_days')::integer <= histories.held_to
            and histories.days > 0
    group by claims.claim_key
),

coverage as (
    select distinct
        offer_id,
        anchor_on,
        days_observed,
        longest_gap
    from histories
),

measured as (
    select
        claims.* exclude (has_evidence),
        in_old_money.claim_key is not null as is_in_old_money,
        long_run_prices.* exclude (offer_id, anchor_on, has_evidence),
        claims.has_evidence and coalesce(long_run_prices.has_evidence, true) as has_evidence,
        coalesce(coverage.days_observed, 0) as days_observed,
        coalesce(coverage.longest_gap, parameter('history_window')::integer) as longest_gap,
        (1 - claims.price::double / long_run_prices.long_run_price::double) * 100 as real_percent,
        coalesce(long_run_prices.spike_days_hidden <= parameter('gap_days'), true) as spike_is_known,
        coalesce(
            recent.days_known >= parameter('spike_days_seen')
            and recent.last_known_on + parameter('gap_days')::integer >= claims.announced_on
            and not recent.is_stated,
            false
        ) as is_covered,
        coalesce(
            recent.days_known >= parameter('spike_days_seen')
            and recent.lowest * 100 >= claims.was_price * (100 - parameter('claim_tolerance')),
            false
        ) as is_established
    from claims
    left join in_old_money on claims.claim_key = in_old_money.claim_key
    left join recent on claims.claim_key = recent.claim_key
    left join coverage on claims.offer_id = coverage.offer_id and claims.announced_on = coverage.anchor_on
    left join long_run_prices
        on claims.offer_id = long_run_prices.offer_id and claims.announced_on = long_run_prices.anchor_on
),

classed as (
    select
        *,
        case
            when is_in_old_money then 'cannot_tell'
            when spike_days is null and (long_run_price is not null or is_established) then 'consistent'
            when spike_days is null then 'cannot_tell'
            when price * 100 >= long_run_price * (100 - parameter('claim_tolerance')) then 'illusory'
            when claimed_percent > real_percent + parameter('claim_points') then 'inflated'
            else 'consistent'
        end as outcome
    from measured
)

select
    substr(md5('D2|' || claim_key), 1, 16) as finding_id,
    'D2' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case
        when outcome = 'cannot_tell' or not has_evidence or not spike_is_known then 'cannot_tell'
        when outcome in ('illusory', 'inflated') then 'violates'
        when is_covered then 'consistent'
        else 'cannot_tell'
    end as verdict,
    outcome,
    case
        when is_in_old_money then 'the was-price may be in the currency before the changeover'
        when outcome = 'cannot_tell' then 'no price had stood long enough before to be the long-run price'
        when not has_evidence then 'an observation that decides was not seen again hours later'
        when not spike_is_known then 'too few of the days between the rise and the claim were observed'
        when outcome = 'consistent' and not is_covered then 'too few of the 12 weeks before were observed'
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
    real_percent,
    long_run_price,
    long_run_days,
    spike_price,
    spike_days,
    spike_percent,
    days_observed,
    longest_gap,
    first_seen_on,
    last_seen_on,
    has_evidence,
    is_provisional
from classed
order by claimed_on desc, offer_id, price
