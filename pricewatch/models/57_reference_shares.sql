-- D3: Did the shop ever charge the was-price, and on how many days of the twelve months before?
-- One row per claim (claims): reference_share is the percentage of the known days on which the price was no lower.
-- never_charged: on none; minority_price: on fewer than reference_share %. A violation holds even if the was-price
-- had been charged on every day that nobody saw, a clean bill even if on none of those; a was-price that was raised
-- for good, so that nothing lower was seen for spike_days, is no violation.
-- Left out: claims without a was-price; was-prices charged longer ago, or only after the claim. Innocent explanations
-- that no price shows: a thing sold for one season only, a price charged at the shop's other branches.
with charged as (
    select
        claims.claim_key,
        any_value(claims.announced_on - histories.known_from) as days_in_history,
        sum(histories.days)::integer as days_known,
        coalesce(sum(histories.days) filter (
            where histories.price * 100 >= claims.was_price * (100 - parameter('claim_tolerance'))
        ), 0)::integer as days_charged,
        max(histories.price) as highest_12m,
        max(histories.price) * 100 >= claims.was_price * (100 - parameter('claim_tolerance')) as was_charged,
        bool_or(histories.stated) as is_stated,
        sum(histories.sightings) >= parameter('evidence_sightings')
        and max(histories.last_seen) - min(histories.first_seen)
        >= parameter('evidence_hours')::integer * interval 1 hour as has_evidence,
        max(histories.held_to) filter (
            where histories.days > 0
            and histories.price * 100 < claims.was_price * (100 - parameter('claim_tolerance'))
        ) as last_lower_on,
        any_value(histories.days_observed) as days_observed,
        any_value(histories.longest_gap) as longest_gap
    from claims
    inner join histories on claims.offer_id = histories.offer_id and claims.announced_on = histories.anchor_on
    group by claims.claim_key, claims.was_price
),

measured as (
    select
        claims.* exclude (has_evidence),
        in_old_money.claim_key is not null as is_in_old_money,
        charged.* exclude (claim_key, has_evidence, days_observed, longest_gap),
        coalesce(claims.has_evidence and charged.has_evidence, false) as has_evidence,
        coalesce(charged.days_observed, 0) as days_observed,
        coalesce(charged.longest_gap, parameter('history_window')::integer) as longest_gap,
        (1 - claims.price::double / charged.highest_12m::double) * 100 as real_percent,
        days_charged * 100.0 / nullif(days_known, 0) as reference_share,
        days_in_history - days_known as days_hidden
    from claims
    left join in_old_money on claims.claim_key = in_old_money.claim_key
    left join charged on claims.claim_key = charged.claim_key
    where claims.was_price is not null
),

classed as (
    select
        *,
        coalesce(announced_on - last_lower_on > parameter('spike_days') and days_charged > 0, false) as is_usual_now,
        case
            when is_in_old_money then 'cannot_tell'
            when coalesce(days_in_history, 0) < parameter('history_needed') then 'cannot_tell'
            when not was_charged and longest_gap <= parameter('gap_days') then 'never_charged'
            when days_charged * 100 < days_known * parameter('reference_share') then 'minority_price'
            else 'consistent'
        end as outcome,
        coalesce(
            (days_charged + days_hidden) * 100 < days_in_history * parameter('reference_share'), false
        ) as is_minority_at_best,
        coalesce(
            days_charged * 100 >= days_in_history * parameter('reference_share') and not is_stated, false
        ) as is_covered
    from measured
)

select
    substr(md5('D3|' || claim_key), 1, 16) as finding_id,
    'D3' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case
        when outcome = 'cannot_tell' or not has_evidence or is_usual_now and outcome != 'consistent' then 'cannot_tell'
        when outcome in ('never_charged', 'minority_price') and is_minority_at_best then 'violates'
        when outcome = 'consistent' and is_covered then 'consistent'
        else 'cannot_tell'
    end as verdict,
    outcome,
    case
        when is_in_old_money then 'the was-price may be in the currency before the changeover'
        when outcome = 'cannot_tell' then 'too short a comparable history was known before'
        when not has_evidence then 'an observation that decides was not seen again hours later'
        when outcome = 'minority_price' and is_usual_now
            then 'nothing lower was seen in the 12 weeks before: perhaps a price raised for good'
        when outcome in ('never_charged', 'minority_price') and not is_minority_at_best
            then 'on the days that nobody saw it may have been charged'
        when outcome = 'consistent' and not is_covered then 'too few of the 12 months before were observed'
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
    reference_share,
    highest_12m,
    days_observed,
    longest_gap,
    first_seen_on,
    last_seen_on,
    has_evidence,
    is_provisional
from classed
order by claimed_on desc, offer_id, price
