-- What must be paid beside the price, and does it rise in its shade?
-- One row per drip (D6: drips) and per rise of a mandatory charge beside an unchanged price (D7: fee_hikes); found_on
-- is its first day. Violates: the lowest total is more than minor_unit above the price shown first (D6); a charge is
-- dearer, and the price with all charges too (D7). Both need to be seen twice, hours apart, and no data error. D6 is
-- consistent only where the last step before payment was seen.
-- Left out: what drips and fee_hikes leave out.
with found as (
    select
        'D6' as rule_id,
        concat_ws('|', offer_id, first_seen) as named_by,
        *,
        seen_from as found_on,
        seen_from as decided_from,
        case
            when is_unpriced then 'how much a mandatory charge is'
            when months is null then 'for how long one is bound, over which a charge that is paid once is spread'
            when state = 'open' then 'whether the charge can be declined'
            when state = 'clear' and not is_seen_to_the_end then 'the last step before payment'
        end as unknown
    from drips
    union all by name
    select
        'D7' as rule_id,
        concat_ws('|', offer_id, fee_key, first_seen) as named_by,
        *,
        seen_from as found_on,
        seen_to_before as decided_from,
        'fee_line_hike' as outcome,
        concat_ws(' -> ', case when link = 'renamed' then fee_name_before end, fee) as charges,
        case when not is_like_named then 'whether the charge of another name is the one before' end as unknown
    from fee_hikes
),

doubted as (
    select distinct found.named_by
    from found
    inner join data_errors
        on
            found.retailer = data_errors.retailer
            and (
                found.offer_id = data_errors.offer_id
                or (data_errors.offer_id is null and data_errors.store is not distinct from found.store)
            )
            and data_errors.concerns in ('price', 'article')
            and found.found_on >= data_errors.seen_on
            and found.decided_from <= coalesce(data_errors.seen_to, data_errors.seen_on)
),

runs_of_days as (
    select
        found.rule_id,
        found.named_by,
        greatest(sighted.seen_from, found.decided_from) as seen_from,
        least(sighted.seen_to, found.seen_to) as seen_to
    from found
    inner join sighted
        on
            found.offer_id = sighted.offer_id
            and found.decided_from <= sighted.seen_to
            and found.seen_to >= sighted.seen_from
),

gaps as (
    select
        *,
        lead(seen_from) over (partition by rule_id, named_by order by seen_from) - seen_to - 1 as gap
    from runs_of_days
),

coverage as (
    select
        rule_id,
        named_by,
        sum(seen_to - seen_from + 1)::integer as days_observed,
        coalesce(max(gap), 0)::integer as longest_gap
    from gaps
    group by rule_id, named_by
),

judged as (
    select
        found.*,
        coverage.days_observed,
        coverage.longest_gap,
        coalesce(rule_sets.rule_set, 'info') as rule_set,
        retailers.last_seen as retailer_last_seen,
        case
            when found.unknown is not null then 'not known: ' || found.unknown
            when doubted.named_by is not null then 'a data error lies on these days (data_errors)'
            when not found.has_evidence then 'the charge was not seen again hours later'
            when found.outcome = 'no_drip' and found.stated then 'known from changes alone, which clear nobody'
        end as missing
    from found
    inner join retailers on found.retailer = retailers.slug
    left join coverage on found.rule_id = coverage.rule_id and found.named_by = coverage.named_by
    left join doubted on found.named_by = doubted.named_by
    left join rule_sets
        on
            found.rule_id = rule_sets.rule_id
            and found.country = rule_sets.country
            and coalesce(found.price_per, 'once') = 'once'
            and found.found_on between rule_sets.in_force_from and coalesce(rule_sets.in_force_to, date '9999-12-31')
)

select
    substr(md5(rule_id || '|' || named_by), 1, 16) as finding_id,
    rule_id,
    '1' as rule_version,
    rule_set,
    case
        when missing is not null then 'cannot_tell' when outcome = 'no_drip' then 'consistent' else 'violates'
    end as verdict,
    case when unknown is not null then 'cannot_tell' else outcome end as outcome,
    missing,
    false as published,
    offer_id,
    retailer,
    store,
    sku,
    country,
    product_id,
    found_on,
    price,
    price_per,
    currency,
    charges,
    months,
    base,
    base + drip_abs as lowest_total,
    case when unknown is null then drip_abs end as drip_abs,
    case when unknown is null then drip_ratio end as drip_ratio,
    step,
    n_steps,
    preselected,
    other_charges,
    shipping,
    deposit,
    fee_before,
    fee_after,
    rise_percent,
    all_in_before,
    all_in,
    all_in_percent,
    link,
    coalesce(days_observed, 0) as days_observed,
    longest_gap,
    decided_from as first_seen_on,
    seen_to as last_seen_on,
    has_evidence,
    first_seen > retailer_last_seen - parameter('provisional_days')::integer * interval 1 day as is_provisional
from judged
order by found_on desc, finding_id
