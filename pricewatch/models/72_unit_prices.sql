-- Is the price per unit shown, right, in the usual unit, and kept up to date (D10)?
-- One row per offer and outcome that violates (wrong, nonstandard_unit, not_updated_on_promo, missing; see
-- shown_verdicts and silent_units); else one row per offer: consistent, or why that cannot be told. Its columns are of
-- the last time that it was seen so.
-- Left out: offers that need no unit price, as they cost the same.
with shown as (
    select
        offer_id,
        outcome,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        sum(sightings) as sightings,
        arg_max(missing, first_seen) as missing,
        arg_max(price, first_seen) as price,
        arg_max(currency, first_seen) as currency,
        arg_max(unit_price, first_seen) as unit_price,
        arg_max(unit_price_per, first_seen) as unit_price_per,
        arg_max(unit_price_due, first_seen) as unit_price_due,
        arg_max(content, first_seen) as size_value,
        arg_max(base_unit, first_seen) as size_unit,
        arg_max(price_right_before, first_seen) as price_before
    from shown_verdicts
    where not (is_right and content = base_value)
    group by offer_id, outcome
),

found as (
    select * from shown
    union all by name
    select * from silent_units
),

seen as (
    select
        found.*,
        offers.retailer,
        offers.store,
        offers.sku,
        offers.country,
        offers.product_id,
        offers.category,
        retailers.scraper as source,
        found.first_seen > retailers.last_seen - parameter('provisional_days')::integer * interval 1 day
            as is_provisional,
        (found.first_seen at time zone 'UTC' at time zone retailers.timezone)::date as first_seen_on,
        (found.last_seen at time zone 'UTC' at time zone retailers.timezone)::date as last_seen_on,
        found.sightings >= parameter('evidence_sightings')
        and found.last_seen - found.first_seen >= parameter('evidence_hours')::integer * interval 1 hour
            as has_evidence,
        found.outcome not in ('consistent', 'cannot_tell') as is_breach
    from found
    inner join offers on found.offer_id = offers.offer_id
    inner join retailers on offers.retailer = retailers.slug
),

kept as (
    select *
    from seen
    qualify
        (is_breach and has_evidence)
        or (
            not bool_or(is_breach and has_evidence) over (partition by offer_id)
            and row_number() over (
                partition by offer_id
                order by case outcome when 'consistent' then 1 when 'cannot_tell' then 3 else 2 end, first_seen
            ) = 1
        )
),

stretches as (
    select
        *,
        seen_from - lag(seen_to) over (partition by offer_id order by seen_from) - 1 as gap
    from sighted
),

observed as (
    select
        kept.offer_id,
        kept.outcome,
        sum(
            least(stretches.seen_to, kept.last_seen_on) - greatest(stretches.seen_from, kept.first_seen_on) + 1
        )::integer as days_observed,
        coalesce(
            max(stretches.gap) filter (where stretches.seen_from > kept.first_seen_on), 0
        )::integer as longest_gap
    from kept
    inner join stretches
        on
            kept.offer_id = stretches.offer_id
            and kept.last_seen_on >= stretches.seen_from
            and kept.first_seen_on <= stretches.seen_to
    group by kept.offer_id, kept.outcome
),

doubted as (
    select
        kept.* exclude (missing),
        coalesce(observed.days_observed, 0) as days_observed,
        observed.longest_gap,
        coalesce(kept.missing, case when not kept.has_evidence then 'it was not seen again hours later' end) as missing
    from kept
    left join observed on kept.offer_id = observed.offer_id and kept.outcome = observed.outcome
)

select
    substr(md5(concat_ws('|', 'D10', offer_id, outcome, first_seen_on)), 1, 16) as finding_id,
    'D10' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case when missing is not null then 'cannot_tell' when is_breach then 'violates' else 'consistent' end as verdict,
    outcome,
    missing,
    false as published,
    offer_id,
    retailer,
    store,
    sku,
    country,
    product_id,
    category,
    source,
    price,
    price_before,
    currency,
    size_value,
    size_unit,
    unit_price,
    unit_price_per,
    unit_price_due,
    (unit_price::double / unit_price_due - 1) * 100 as off_percent,
    days_observed,
    longest_gap,
    first_seen_on,
    last_seen_on,
    has_evidence,
    is_provisional
from doubted
order by retailer, offer_id, outcome
