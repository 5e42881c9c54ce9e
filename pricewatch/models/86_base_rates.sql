-- How often does each rule find what, beside what others published?
-- One row per rule, verdict, outcome (null: all of the verdict) and retailer (null: all).
-- decided_percent is of the rule's findings there that could be told; per_1000_offer_years counts against the time that
-- the offers were observed, where a gap of up to gap_days counts as observed. published_low and published_high: other
-- people's figures in published_unit (published_rates), beside all retailers only.
-- Left out: rules that found nothing.
with stretches as (
    select
        offer_id,
        seen_from,
        seen_to,
        lead(seen_from) over (partition by offer_id order by seen_from) as next_from
    from sighted
),

observed as (
    select
        offers.retailer,
        count(distinct stretches.offer_id) as offers,
        sum(
            case
                when stretches.next_from - stretches.seen_to <= parameter('gap_days')
                    then stretches.next_from - stretches.seen_from
                else stretches.seen_to - stretches.seen_from + 1
            end
        ) / 365.25 as offer_years
    from stretches
    inner join offers on stretches.offer_id = offers.offer_id
    group by grouping sets ((offers.retailer), ())
),

counted as (
    select
        rule_id,
        verdict,
        outcome,
        retailer,
        count(*) as findings,
        count(*) filter (where published) as published
    from findings
    group by grouping sets (
        (rule_id, verdict, outcome, retailer),
        (rule_id, verdict, outcome),
        (rule_id, verdict, retailer),
        (rule_id, verdict)
    )
),

totals as (
    select
        rule_id,
        retailer,
        count(*) filter (where verdict != 'cannot_tell') as decided
    from findings
    group by grouping sets ((rule_id, retailer), (rule_id))
),

elsewhere as (
    select
        rule_id,
        verdict,
        outcome,
        any_value(unit) as published_unit,
        min(value) as published_low,
        max(value) as published_high,
        string_agg(what || ' (' || source || ')', '; ' order by value) as published_by
    from published_rates
    group by rule_id, verdict, outcome
)

select
    counted.*,
    case when counted.verdict != 'cannot_tell' then counted.findings * 100 / totals.decided end as decided_percent,
    observed.offers,
    observed.offer_years,
    counted.findings * 1000 / observed.offer_years as per_1000_offer_years,
    elsewhere.published_low,
    elsewhere.published_high,
    elsewhere.published_unit,
    elsewhere.published_by
from counted
inner join totals on counted.rule_id = totals.rule_id and counted.retailer is not distinct from totals.retailer
inner join observed on counted.retailer is not distinct from observed.retailer
left join elsewhere
    on
        counted.retailer is null
        and counted.rule_id = elsewhere.rule_id
        and counted.verdict = elsewhere.verdict
        and counted.outcome is not distinct from elsewhere.outcome
order by counted.rule_id, counted.retailer nulls first, counted.verdict, counted.outcome nulls first
