-- D5: Was a deal of a named sale, such as Black Friday, to be had for the same or less before or after?
-- One row per deal (deals): lowest_before and lowest_after are the lowest public prices of the event_window days
-- before and after the sale's first day, without the days of the deal itself. as_cheap_before, as_cheap_after,
-- cheapest: the statistic of Which?; before alone is the fairer one, since things become cheaper as they age.
-- Left out: nothing. verdict never says violates: to ask again what one asked before breaks no rule. It says
-- consistent where the outcome is sure, and cannot_tell where a lower price may have stood on days that nobody saw.
with sides as (
    select
        deals.offer_id,
        deals.event,
        deals.year,
        deals.price as deal_price,
        histories.* exclude (offer_id),
        histories.anchor_on = deals.deal_from as is_before,
        histories.held_to - greatest(
            histories.held_from, deals.starts_on - parameter('event_window')::integer
        ) + 1 as days_held,
        histories.sightings >= parameter('evidence_sightings')
        and histories.last_seen - histories.first_seen
        >= parameter('evidence_hours')::integer * interval 1 hour as has_evidence
    from deals
    inner join histories
        on
            deals.offer_id = histories.offer_id
            and (
                (
                    deals.deal_from = histories.anchor_on
                    and deals.starts_on - parameter('event_window')::integer <= histories.held_to
                )
                or (
                    deals.starts_on + parameter('event_window')::integer + 1 = histories.anchor_on
                    and deals.deal_until < histories.held_from
                    and deals.deal_until >= histories.known_from
                )
            )
    where histories.days > 0
),

lows as (
    select
        offer_id,
        event,
        year,
        max(longest_gap) as longest_gap,
        min(price) filter (where is_before) as lowest_before,
        min(price) filter (where not is_before) as lowest_after,
        coalesce(sum(days_held) filter (where is_before and not stated), 0)::integer as days_before,
        coalesce(sum(days_held) filter (where not is_before and not stated), 0)::integer as days_after,
        coalesce(bool_or(has_evidence and is_before and price <= deal_price), false) as was_as_cheap,
        coalesce(bool_or(has_evidence and not is_before and price <= deal_price), false) as becomes_as_cheap
    from sides
    group by offer_id, event, year
),

measured as (
    select
        deals.*,
        lows.* exclude (offer_id, event, year, days_before, days_after, was_as_cheap, becomes_as_cheap),
        coalesce(lows.days_before, 0) as days_before,
        coalesce(lows.days_after, 0) as days_after,
        coalesce(lows.was_as_cheap, false) as was_as_cheap,
        coalesce(lows.becomes_as_cheap, false) as becomes_as_cheap,
        coalesce(
            lows.days_before * parameter('event_window')
            >= (deals.deal_from - deals.starts_on + parameter('event_window')::integer) * parameter('event_days_seen'),
            false
        ) as is_covered_before,
        coalesce(
            lows.days_after * parameter('event_window')
            >= (deals.starts_on + parameter('event_window')::integer - deals.deal_until) * parameter('event_days_seen'),
            false
        ) as is_covered_after,
        coalesce(lows.lowest_before > deals.price, false) as was_dearer,
        coalesce(lows.lowest_after > deals.price, false) as becomes_dearer
    from deals
    left join lows on deals.offer_id = lows.offer_id and deals.event = lows.event and deals.year = lows.year
),

classed as (
    select
        * replace (
            was_dearer and is_covered_before as was_dearer,
            becomes_dearer and is_covered_after as becomes_dearer
        ),
        case
            when was_as_cheap then 'as_cheap_before'
            when becomes_as_cheap then 'as_cheap_after'
            when was_dearer and is_covered_before and becomes_dearer and is_covered_after then 'cheapest'
            else 'cannot_tell'
        end as outcome
    from measured
)

select
    substr(md5(concat_ws('|', 'D5', classed.offer_id, classed.event, classed.year)), 1, 16) as finding_id,
    'D5' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case
        when classed.outcome = 'cannot_tell' or not classed.has_evidence then 'cannot_tell'
        else 'consistent'
    end as verdict,
    classed.outcome,
    case
        when not classed.has_evidence then 'the deal was not seen again hours later'
        when classed.outcome != 'cannot_tell' then null
        when not classed.was_dearer then 'too few of the days before were observed'
        else 'too few of the days after were observed, or they are still to come'
    end as missing,
    false as published,
    classed.offer_id,
    classed.retailer,
    classed.sku,
    classed.product_id,
    classed.event,
    classed.year,
    classed.starts_on,
    classed.deal_kind,
    classed.deal_from,
    classed.deal_until,
    classed.price,
    classed.currency,
    classed.lowest_before,
    classed.lowest_after,
    case
        when not classed.has_evidence then null
        when classed.was_as_cheap then true
        when classed.was_dearer then false
    end as was_as_cheap_before,
    case
        when not classed.has_evidence then null
        when classed.was_as_cheap or classed.becomes_as_cheap then true
        when classed.was_dearer and classed.becomes_dearer then false
    end as is_as_cheap_otherwise,
    classed.days_before,
    classed.days_after,
    classed.is_covered_before,
    classed.is_covered_after,
    classed.days_before + classed.days_after as days_observed,
    coalesce(classed.longest_gap, parameter('history_window')::integer) as longest_gap,
    known_spans.first_seen_on,
    known_spans.last_seen_on,
    classed.has_evidence,
    classed.starts_on + parameter('event_window')::integer >= known_spans.newest_on as is_provisional
from classed
inner join known_spans on classed.offer_id = known_spans.offer_id
order by starts_on desc, classed.offer_id
