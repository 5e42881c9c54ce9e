-- Which packs hold more or less than before, and what does that do to the price of their content?
-- One row per offer and change of its size (D11), under one code or from one code to the next of its name. kind: the
-- method's type; a unit price that stays within rounding is proportional. hidden_rise_percent: what the smaller size
-- alone adds to the unit price. confidence: A where a size field states both sizes, B where a title does.
-- Violates: less content, and its price up by more than the law of the place lets pass (AT 3 %, FR and IT nothing), or
-- than unit_price_rise where no law is known (rule set info); whether a notice stood at the shelf is not seen here.
-- Left out: changes that a data error explains (data_errors): promo packs, multipacks, typos, restatements, recipes.
with changes as (
    select
        steps.*,
        prices.* exclude (offer_before, offer_after, changed_at),
        (
            steps.changed_at at time zone 'UTC' at time zone coalesce(retailers.timezone, 'UTC')
        )::date as changed_on,
        retailers.last_seen as retailer_last_seen,
        prices.price_before::double * steps.size_after::double as fair_after,
        prices.price_after::double * steps.size_before::double as fair_before
    from pack_steps as steps
    inner join retailers on steps.retailer = retailers.slug
    left join pack_prices as prices
        on
            steps.offer_before = prices.offer_before
            and steps.offer_after = prices.offer_after
            and steps.changed_at = prices.changed_at
    where steps.error is null and abs(steps.size_ratio - 1) * 100 > parameter('size_same')
),

disturbed as (
    select distinct
        changes.offer_after,
        changes.changed_at
    from changes
    inner join data_errors
        on
            changes.retailer = data_errors.retailer
            and changes.store is not distinct from data_errors.store
            and data_errors.kind = 'scale_break'
            and data_errors.seen_on between changes.changed_on - parameter('pack_window')::integer
            and changes.changed_on + parameter('pack_window')::integer
),

ruled as (
    select
        changes.*,
        disturbed.offer_after is not null as is_disturbed,
        coalesce(rule_sets.rule_set, 'info') as rule_set,
        case
            when rule_sets.rule_set is null then parameter('unit_price_rise')
            when changes.country = 'AT' then parameter('unit_price_rise_at')
            else 0
        end as tolerance,
        (price_after::double / price_before::double / size_ratio - 1) * 100 as unit_price_percent,
        (price_after_high::double / price_before::double / size_ratio - 1) * 100 as unit_price_percent_later,
        abs(fair_before - fair_after) <= fair_after * parameter('claim_tolerance') / 100
        or abs(fair_before - fair_after) <= size_before * parameter('price_rounding') as is_proportional,
        least(sightings_before, sightings_after, sightings) >= parameter('evidence_sightings')
        and least(ended_at - began_at, until_at - changes.changed_at)
        >= parameter('evidence_hours')::integer * interval 1 hour as has_evidence,
        least(ended_at - began_at, until_at - changes.changed_at)
        >= parameter('size_hold')::integer * interval 1 day as held
    from changes
    left join disturbed on changes.offer_after = disturbed.offer_after and changes.changed_at = disturbed.changed_at
    left join rule_sets
        on
            changes.country = rule_sets.country
            and rule_sets.rule_id = 'D11'
            and changes.changed_on >= rule_sets.in_force_from
            and changes.changed_on <= coalesce(rule_sets.in_force_to, date '9999-12-31')
),

classed as (
    select
        *,
        case
            when price_before is null or price_after is null or not is_one_kind then 'cannot_tell'
            when is_proportional then 'proportional'
            when size_ratio < 1 and price_after > price_before then 'sharkflation'
            when size_ratio < 1 and unit_price_percent > 0 then 'shrinkflation'
            when size_ratio < 1 then 'shrinkdeflation'
            when price_after < price_before then 'sharkdeflation'
            when unit_price_percent > 0 then 'unshrinkflation'
            else 'unshrinkdeflation'
        end as kind,
        size_ratio < 1 and not is_proportional and unit_price_percent > tolerance as is_event,
        size_ratio < 1 and unit_price_percent_later > greatest(tolerance, parameter('claim_tolerance'))
            as is_event_later
    from ruled
),

doubted as (
    select
        *,
        case
            when price_before is null or price_after is null
                then 'no price without a claimed reduction was seen on both sides of the change'
            when not is_one_kind then 'the prices are in different currencies, or for different periods'
            when is_disturbed then 'a quarter around the change holds a data error (data_errors)'
            when not coalesce(has_evidence, false) then 'a size or a price was not seen again hours later'
            when not held then 'one of the sizes was not seen for two weeks'
            when size_ratio * 100 < parameter('size_unmoved') and price_after = price_before
                then 'so much less at an unchanged price looks like a restated or misprinted size'
            when is_event then null
            when is_event_later then 'the price rose within a quarter of the change'
            when stated then 'known from price changes alone, which clear nobody'
        end as missing
    from classed
)

select
    substr(md5(concat_ws('|', 'D11', offer_before, offer_after, changed_at)), 1, 16) as finding_id,
    'D11' as rule_id,
    '1' as rule_version,
    rule_set,
    case when missing is not null then 'cannot_tell' when is_event then 'violates' else 'consistent' end as verdict,
    kind as outcome,
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
    size_before,
    size_after,
    size_unit,
    price_before,
    price_after,
    currency,
    unit_price_percent,
    case when size_ratio < 1 then (1 / size_ratio - 1) * 100 end as hidden_rise_percent,
    kind,
    case when basis_before = 'field' and basis_after = 'field' then 'A' else 'B' end as confidence,
    link,
    reasons,
    coalesce(days_observed, 0) as days_observed,
    longest_gap,
    coalesce(first_seen_on, began_at::date) as first_seen_on,
    coalesce(last_seen_on, until_at::date) as last_seen_on,
    coalesce(has_evidence, false) as has_evidence,
    changed_at > retailer_last_seen - parameter('provisional_days')::integer * interval 1 day as is_provisional
from doubted
order by changed_on desc, finding_id
