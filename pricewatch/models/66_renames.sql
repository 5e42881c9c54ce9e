-- Which products came back under a new code, and what happened to their price?
-- One row per successor at one shop (D12: the same name but for launch words, or the same build, soon after another
-- ended) whose size is equal within size_same, or which states none and whose name holds the same numbers.
-- Violates: the regular price is at least relaunch_rise higher than the old one's (not its clearance price).
-- Left out: successors of another size (size_changes), codes that were merely given to another article, and codes (or
-- names, where there is none) that differ in spaces, dashes or capitals alone: one code, written another way.
with relaunches as (
    select
        steps.*,
        prices.* exclude (offer_before, offer_after, changed_at),
        (
            steps.changed_at at time zone 'UTC' at time zone coalesce(retailers.timezone, 'UTC')
        )::date as changed_on,
        retailers.last_seen as retailer_last_seen
    from pack_steps as steps
    inner join retailers on steps.retailer = retailers.slug
    left join pack_prices as prices
        on
            steps.offer_before = prices.offer_before
            and steps.offer_after = prices.offer_after
            and steps.changed_at = prices.changed_at
    where
        steps.relation = 'successor'
        and steps.error is null
        and (abs(steps.size_ratio - 1) * 100 <= parameter('size_same') or steps.is_unsized)
        and regexp_replace(lower(coalesce(steps.sku_before, steps.name_before)), '[\s\p{Z}\p{Pd}]+', '', 'g')
        != regexp_replace(lower(coalesce(steps.sku_after, steps.name_after)), '[\s\p{Z}\p{Pd}]+', '', 'g')
),

disturbed as (
    select distinct
        relaunches.offer_after,
        relaunches.changed_at
    from relaunches
    inner join data_errors
        on
            relaunches.retailer = data_errors.retailer
            and relaunches.store is not distinct from data_errors.store
            and data_errors.kind = 'scale_break'
            and data_errors.seen_on between relaunches.changed_on - parameter('pack_window')::integer
            and relaunches.changed_on + parameter('pack_window')::integer
),

measured as (
    select
        relaunches.*,
        disturbed.offer_after is not null as is_disturbed,
        (price_after::double / price_before::double - 1) * 100 as rise_percent,
        price_after * 100 >= price_before * (100 + parameter('relaunch_rise')) as is_dearer,
        price_after * 100 > price_before * (100 + parameter('cumulative_most')) as is_incredible,
        price_after_high * 100 >= price_before * (100 + parameter('relaunch_rise')) as is_dearer_later,
        sightings >= parameter('evidence_sightings')
        and least(ended_at - began_at, until_at - relaunches.changed_at)
        >= parameter('evidence_hours')::integer * interval 1 hour as has_evidence,
        least(ended_at - began_at, until_at - relaunches.changed_at)
        >= parameter('size_hold')::integer * interval 1 day as held
    from relaunches
    left join disturbed
        on relaunches.offer_after = disturbed.offer_after and relaunches.changed_at = disturbed.changed_at
),

doubted as (
    select
        *,
        case
            when price_before is null or price_after is null
                then 'no price without a claimed reduction was seen on both sides of the relaunch'
            when not is_one_kind then 'the prices are in different currencies, or for different periods'
            when is_incredible then 'so much looks like an error in the data'
            when is_disturbed then 'a quarter around the relaunch holds a data error (data_errors)'
            when not coalesce(has_evidence, false) then 'a price was not seen again hours later'
            when not held then 'the old or the new article was not seen for two weeks'
            when is_dearer then null
            when is_dearer_later then 'the price rose within a quarter of the relaunch'
            when stated then 'known from price changes alone, which clear nobody'
        end as missing
    from measured
)

select
    substr(md5(concat_ws('|', 'D12', offer_before, offer_after, changed_at)), 1, 16) as finding_id,
    'D12' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case when missing is not null then 'cannot_tell' when is_dearer then 'violates' else 'consistent' end as verdict,
    case
        when price_before is null or price_after is null or not is_one_kind then 'cannot_tell'
        when is_dearer then 'increase'
        else 'consistent'
    end as outcome,
    missing,
    false as published,
    offer_after as offer_id,
    offer_before as offer_id_before,
    retailer,
    store,
    country,
    product_id,
    sku_before,
    sku_after,
    changed_on,
    name_before,
    name_after,
    price_before,
    price_after,
    currency,
    rise_percent,
    reasons,
    coalesce(days_observed, 0) as days_observed,
    longest_gap,
    coalesce(first_seen_on, began_at::date) as first_seen_on,
    coalesce(last_seen_on, until_at::date) as last_seen_on,
    coalesce(has_evidence, false) as has_evidence,
    changed_at > retailer_last_seen - parameter('provisional_days')::integer * interval 1 day as is_provisional
from doubted
order by changed_on desc, finding_id
