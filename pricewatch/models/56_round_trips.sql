-- D2: Was a price raised shortly before a named sale, to be back at its old level during it?
-- One row per offer and day around a named sale (sale_events) on which the price fell after it had stood at least
-- spike_rise % above its long-run price. round_trip: it rose within round_trip_before days before the sale began, and
-- was back at the long-run price or below within round_trip_after days of its start or end. No ticket is needed.
-- Left out: prices that stood for less than round_trip_least days, and things without a long-run price, such as fruit
-- that costs something else each week. Innocent explanations that no price shows: a cost that rose and fell again.
with coverage as (
    select distinct
        offer_id,
        anchor_on,
        days_observed,
        longest_gap
    from histories
),

falls as (
    select
        public_spells.*,
        sale_events.event,
        sale_events.year,
        sale_events.starts_on,
        long_run_prices.* exclude (offer_id, has_evidence),
        public_spells.sightings >= parameter('evidence_sightings')
        and public_spells.last_seen - public_spells.first_seen
        >= parameter('evidence_hours')::integer * interval 1 hour
        and long_run_prices.has_evidence as has_evidence
    from long_run_prices
    inner join public_spells
        on long_run_prices.offer_id = public_spells.offer_id and long_run_prices.anchor_on = public_spells.seen_from
    inner join sale_events
        on
            coalesce(sale_events.country, public_spells.country) is not distinct from public_spells.country
            and long_run_prices.anchor_on >= sale_events.starts_on - parameter('round_trip_after')::integer
            and long_run_prices.anchor_on <= sale_events.ends_on + parameter('round_trip_after')::integer
            and long_run_prices.risen_on < sale_events.starts_on
    where
        long_run_prices.spike_days >= parameter('round_trip_least')
        and public_spells.price < long_run_prices.spike_price
    qualify row_number() over (
        partition by public_spells.offer_id, long_run_prices.anchor_on
        order by abs(long_run_prices.anchor_on - sale_events.starts_on), public_spells.first_seen desc
    ) = 1
),

classed as (
    select
        *,
        greatest(spike_price, long_run_price) * 100
        > least(long_run_price, price) * (100 + parameter('round_trip_most')) as is_extreme,
        case
            when
                price <= long_run_price
                and risen_on >= starts_on - parameter('round_trip_before')::integer
                then 'round_trip'
            else 'consistent'
        end as outcome
    from falls
)

select
    substr(md5(concat_ws('|', 'D2', classed.offer_id, classed.anchor_on, 'round_trip')), 1, 16) as finding_id,
    'D2' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case
        when not classed.has_evidence or classed.spike_days_hidden > parameter('gap_days') or classed.is_extreme
            then 'cannot_tell'
        when classed.outcome = 'round_trip' then 'violates'
        when classed.stated then 'cannot_tell'
        else 'consistent'
    end as verdict,
    classed.outcome,
    case
        when not classed.has_evidence then 'an observation that decides was not seen again hours later'
        when classed.spike_days_hidden > parameter('gap_days')
            then 'too few of the days between the rise and the fall were observed'
        when classed.is_extreme
            then 'the price more than doubled, or fell by half: perhaps an error or another pack'
        when classed.stated then 'the source says when prices changed, not when they were seen'
    end as missing,
    false as published,
    classed.offer_id,
    classed.retailer,
    classed.sku,
    classed.product_id,
    classed.event,
    classed.year,
    classed.starts_on,
    classed.risen_on,
    classed.anchor_on as fell_on,
    classed.long_run_price,
    classed.long_run_days,
    classed.spike_price,
    classed.spike_days,
    classed.spike_percent,
    classed.price,
    classed.currency,
    coverage.days_observed,
    coverage.longest_gap,
    known_spans.first_seen_on,
    known_spans.last_seen_on,
    classed.has_evidence,
    classed.anchor_on + parameter('provisional_days')::integer > known_spans.newest_on as is_provisional
from classed
inner join known_spans on classed.offer_id = known_spans.offer_id
inner join coverage on classed.offer_id = coverage.offer_id and classed.anchor_on = coverage.anchor_on
order by fell_on desc, classed.offer_id
