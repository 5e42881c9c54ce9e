-- Which prices crept up, in the present and the two calendar years before, by so much that it should be told?
-- One row per offer and calendar year in which a rise brings its regular price to cumulative_rise over what it was when
-- the two years began (D13, California's SB 17), or when it was first seen. largest_step_percent: the highest new high
-- over the one before, of steps in all; a creeping rise has many small ones.
-- market_percent: the median rise of at least three other sellers of the product in that time.
-- Violates: the rise is at least cumulative_market times the market's. Where no market is known, nothing is told.
-- Left out: claimed reductions, other currencies and periods, rises in the first quarter in which an offer was seen.
with steps as (
    select
        grown.offer_id,
        grown.seen_from as reached_on,
        spells.price,
        max(spells.price) over (
            partition by grown.offer_id, grown.seen_from order by spells.first_seen
            rows between unbounded preceding and 1 preceding
        ) as high_before
    from grown_prices as grown
    inner join public_spells as spells
        on
            grown.offer_id = spells.offer_id
            and grown.since <= spells.seen_to
            and grown.first_seen >= spells.first_seen
            and grown.currency is not distinct from spells.currency
            and grown.price_per is not distinct from spells.price_per
),

climbs as (
    select
        offer_id,
        reached_on,
        count(*) as steps,
        max((price::double / high_before::double - 1) * 100) as largest_step_percent
    from steps
    where price > high_before
    group by offer_id, reached_on
),

stretches as (
    select
        grown.offer_id,
        grown.seen_from as reached_on,
        least(sighted.seen_to, grown.seen_from) - greatest(sighted.seen_from, grown.since) + 1 as days,
        greatest(sighted.seen_from - lag(sighted.seen_to) over (
            partition by grown.offer_id, grown.seen_from order by sighted.seen_from
        ) - 1, 0) as gap
    from grown_prices as grown
    inner join sighted
        on
            grown.offer_id = sighted.offer_id
            and grown.since <= sighted.seen_to
            and grown.seen_from >= sighted.seen_from
),

coverage as (
    select
        offer_id,
        reached_on,
        sum(days)::integer as days_observed,
        max(gap)::integer as longest_gap
    from stretches
    group by offer_id, reached_on
),

rivals as (
    select
        grown.offer_id,
        grown.seen_from as reached_on,
        peer.retailer,
        arg_max(peer.price, peer.first_seen)::double / arg_min(peer.price, peer.first_seen)::double as relative,
        min(peer.seen_from) <= grown.since + parameter('pack_window')::integer
        and max(peer.seen_to) >= grown.seen_from - parameter('gap_days')::integer as spans
    from grown_prices as grown
    inner join public_spells as peer
        on
            grown.product_id = peer.product_id
            and grown.retailer != peer.retailer
            and grown.currency is not distinct from peer.currency
            and grown.price_per is not distinct from peer.price_per
            and grown.since <= peer.seen_to
            and grown.seen_from + parameter('market_after')::integer >= peer.seen_from
    semi join product_offers as own
        on grown.offer_id = own.offer_id and own.probability >= parameter('market_link')
    semi join product_offers as theirs
        on peer.offer_id = theirs.offer_id and theirs.probability >= parameter('market_link')
    group by grown.offer_id, grown.seen_from, grown.since, peer.retailer, peer.offer_id
),

shops as (
    select
        offer_id,
        reached_on,
        retailer,
        median(relative) as relative
    from rivals
    where spans
    group by offer_id, reached_on, retailer
),

market as (
    select
        offer_id,
        reached_on,
        count(*) as peers,
        (median(relative) - 1) * 100 as market_percent
    from shops
    group by offer_id, reached_on
    having count(*) >= parameter('market_sellers')
),

other_things as (
    select distinct
        grown.offer_id,
        grown.seen_from as reached_on
    from grown_prices as grown
    inner join data_errors
        on
            grown.retailer = data_errors.retailer
            and (
                (data_errors.kind = 'scale_break' and grown.store is not distinct from data_errors.store)
                or (data_errors.kind = 'recycled_code' and grown.offer_id = data_errors.offer_id)
            )
            and data_errors.seen_on between grown.since and grown.seen_from
    union
    select
        grown.offer_id,
        grown.seen_from as reached_on
    from grown_prices as grown
    inner join pack_steps on grown.offer_id = pack_steps.offer_after and pack_steps.link = 'same_code'
    where pack_steps.changed_at::date between grown.since and grown.seen_from
),

measured as (
    select
        grown.*,
        grown.seen_from as reached_on,
        climbs.steps,
        climbs.largest_step_percent,
        coverage.days_observed,
        coalesce(coverage.longest_gap, 0) as longest_gap,
        market.peers,
        market.market_percent,
        other_things.offer_id is not null as is_disturbed,
        grown.sightings_seen >= parameter('evidence_sightings') as has_evidence,
        grown.last_seen_on >= grown.seen_from + parameter('hike_hold')::integer as held,
        (grown.price_after::double / grown.price_before::double - 1) * 100 as rise_percent,
        retailers.last_seen as retailer_last_seen
    from grown_prices as grown
    inner join retailers on grown.retailer = retailers.slug
    inner join coverage on grown.offer_id = coverage.offer_id and grown.seen_from = coverage.reached_on
    left join climbs on grown.offer_id = climbs.offer_id and grown.seen_from = climbs.reached_on
    left join market on grown.offer_id = market.offer_id and grown.seen_from = market.reached_on
    left join other_things on grown.offer_id = other_things.offer_id and grown.seen_from = other_things.reached_on
),

doubted as (
    select
        *,
        case
            when is_disturbed then 'the time holds a data error (data_errors), or another size or barcode'
            when rise_percent > parameter('cumulative_most') then 'so much looks like an error in the data'
            when not has_evidence then 'a price that decides was seen once only'
            when not held then 'the new price was not seen for two weeks'
            when market_percent is null then 'fewer than three other sellers are known: perhaps the market rose too'
        end as missing
    from measured
)

select
    substr(md5(concat_ws('|', 'D13', offer_id, reached_on)), 1, 16) as finding_id,
    'D13' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case
        when missing is not null then 'cannot_tell'
        when rise_percent >= parameter('cumulative_market') * market_percent then 'violates'
        else 'consistent'
    end as verdict,
    case
        when is_disturbed or rise_percent > parameter('cumulative_most') then 'cannot_tell'
        else 'increase'
    end as outcome,
    missing,
    false as published,
    offer_id,
    retailer,
    store,
    country,
    sku,
    product_id,
    reached_on,
    since,
    price_before,
    price_after,
    currency,
    rise_percent,
    coalesce(steps, 1) as steps,
    largest_step_percent,
    market_percent,
    peers,
    days_observed,
    longest_gap,
    since as first_seen_on,
    last_seen_on,
    has_evidence,
    reached_on + parameter('provisional_days')::integer > retailer_last_seen::date as is_provisional
from doubted
order by reached_on desc, finding_id
