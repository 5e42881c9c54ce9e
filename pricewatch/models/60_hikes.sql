-- Which offers became dearer than they had been in a whole quarter?
-- One row per offer and day on which its price rose at least hike_note % over the highest price of the 91 days before.
-- Left out: offers not known well enough to tell (hike_days_seen), doubtful, hidden or out-of-stock prices,
-- and nights on which a shop's prices jump by one factor (data_errors).
with asked as (
    select
        price_spells.*,
        offers.retailer,
        offers.store,
        offers.sku,
        offers.url,
        offers.name,
        offers.product_id,
        lag(price_spells.price) over (partition by price_spells.offer_id order by price_spells.first_seen) as last_price
    from price_spells
    inner join offers on price_spells.offer_id = offers.offer_id
    where price_spells.price is not null
),

rises as (
    select *
    from asked
    where
        price * 100 >= last_price * (100 + parameter('hike_note'))
        and last_price > 0
        and doubts is null
        and price_hidden is null
        and persona is null
        and coalesce(price_kind, 'exact') = 'exact'
        and coalesce(availability, 'in_stock') = 'in_stock'
),

highs as (
    select
        rises.offer_id,
        rises.seen_from as hiked_on,
        max(asked.price) as price_before,
        count(distinct asked.currency) filter (where asked.currency != rises.currency) as other_currencies
    from rises
    inner join asked
        on
            rises.offer_id = asked.offer_id
            and rises.first_seen > asked.first_seen
            and asked.seen_to >= rises.seen_from - parameter('hike_window')::integer
    group by rises.offer_id, rises.seen_from
),

weeks as (
    select unnest(range(0, parameter('hike_window')::integer // 7))::integer as week
),

days_before as (
    select
        highs.offer_id,
        highs.hiked_on,
        min(sighted.seen_from) as first_seen_on,
        max(sighted.seen_to) as last_seen_on,
        sum(greatest(
            0,
            date_diff(
                'day',
                greatest(sighted.seen_from, highs.hiked_on - parameter('hike_window')::integer),
                least(sighted.seen_to, highs.hiked_on - 1)
            ) + 1
        ))::integer as days_observed
    from highs
    inner join sighted on highs.offer_id = sighted.offer_id and highs.hiked_on > sighted.seen_from
    group by highs.offer_id, highs.hiked_on
),

weeks_before as (
    select
        highs.offer_id,
        highs.hiked_on,
        count(distinct weeks.week)::integer as weeks_observed
    from highs
    inner join sighted on highs.offer_id = sighted.offer_id
    inner join weeks
        on
            sighted.seen_from <= highs.hiked_on - 1 - weeks.week * 7
            and sighted.seen_to >= highs.hiked_on - 7 - weeks.week * 7
    group by highs.offer_id, highs.hiked_on
),

well_known as (
    select
        rises.*,
        highs.hiked_on,
        highs.price_before,
        days_before.days_observed,
        weeks_before.weeks_observed,
        days_before.first_seen_on
    from rises
    inner join highs on rises.offer_id = highs.offer_id and rises.seen_from = highs.hiked_on
    inner join days_before on highs.offer_id = days_before.offer_id and highs.hiked_on = days_before.hiked_on
    inner join weeks_before on highs.offer_id = weeks_before.offer_id and highs.hiked_on = weeks_before.hiked_on
    where
        rises.price * 100 >= highs.price_before * (100 + parameter('hike_note'))
        and highs.other_currencies = 0
        and days_before.first_seen_on <= highs.hiked_on - parameter('hike_window')::integer
        and least(days_before.last_seen_on, highs.hiked_on - 1) >= highs.hiked_on - parameter('hike_last_seen')::integer
        and (
            days_before.days_observed >= parameter('hike_days_seen')
            or weeks_before.weeks_observed >= parameter('hike_weeks_seen')
        )
),

real_rises as (
    select well_known.*
    from well_known
    anti join data_errors
        on
            well_known.retailer = data_errors.retailer
            and well_known.hiked_on = data_errors.seen_on
            and data_errors.kind = 'scale_break'
),

afterwards as (
    select
        real_rises.offer_id,
        real_rises.hiked_on,
        min(asked.price) filter (
            where asked.seen_from <= real_rises.hiked_on + parameter('hike_hold')::integer
        ) as lowest_after,
        max(asked.seen_to) as last_seen_on,
        sum(asked.sightings) as sightings_after
    from real_rises
    inner join asked on real_rises.offer_id = asked.offer_id and real_rises.first_seen <= asked.first_seen
    group by real_rises.offer_id, real_rises.hiked_on
),

elsewhere as (
    select
        real_rises.offer_id,
        real_rises.hiked_on,
        asked.retailer,
        arg_max(asked.price, asked.first_seen) filter (
            where asked.seen_from <= real_rises.hiked_on - parameter('market_before')::integer
        )::double as price_then,
        arg_max(asked.price, asked.first_seen) filter (
            where asked.seen_from <= real_rises.hiked_on + parameter('market_after')::integer
        )::double as price_now
    from real_rises
    inner join asked
        on
            real_rises.product_id = asked.product_id
            and real_rises.retailer != asked.retailer
            and real_rises.currency = asked.currency
            and asked.seen_to + parameter('gap_days')::integer
            >= real_rises.hiked_on - parameter('market_before')::integer
    group by real_rises.offer_id, real_rises.hiked_on, asked.retailer
),

market as (
    select
        offer_id,
        hiked_on,
        count(*) as peers,
        (median(price_now / price_then) - 1) * 100 as market_percent
    from elsewhere
    where price_then > 0 and price_now is not null
    group by offer_id, hiked_on
    having count(*) >= parameter('market_sellers')
),

measured as (
    select
        real_rises.*,
        market.peers,
        market.market_percent,
        (real_rises.price::double / real_rises.price_before::double - 1) * 100 as rise_percent,
        (
            (real_rises.price::double / real_rises.price_before::double) / (1 + market.market_percent / 100) - 1
        ) * 100 as excess_percent,
        case
            when real_rises.price * 100 >= real_rises.price_before * (100 + parameter('hike_severe')) then 'severe'
            when real_rises.price * 100 >= real_rises.price_before * (100 + parameter('hike_material')) then 'material'
            else 'note'
        end as tier,
        case
            when afterwards.last_seen_on < real_rises.hiked_on + parameter('hike_hold')::integer then null
            else
                afterwards.sightings_after >= parameter('evidence_sightings')
                and (afterwards.lowest_after - real_rises.price_before) * 100
                >= (real_rises.price - real_rises.price_before) * parameter('hike_hold_share')
        end as confirmed
    from real_rises
    inner join afterwards
        on real_rises.offer_id = afterwards.offer_id and real_rises.hiked_on = afterwards.hiked_on
    left join market on real_rises.offer_id = market.offer_id and real_rises.hiked_on = market.hiked_on
),

classed as (
    select
        *,
        case
            when market_percent is null then 'unknown'
            when market_percent * 100 > rise_percent * parameter('market_wide') then 'market_wide'
            when market_percent * 100 >= rise_percent * parameter('market_partly') then 'partly_market'
            else 'idiosyncratic'
        end as market_class,
        excess_percent >= case tier
            when 'severe' then parameter('excess_severe')
            when 'material' then parameter('excess_material')
            else parameter('excess_note')
        end as exceeds_market
    from measured
),

judged as (
    select
        *,
        coalesce(
            confirmed and tier in ('material', 'severe') and exceeds_market and market_class != 'market_wide', false
        ) as surprise
    from classed
)

select
    substr(md5(concat_ws(
        '|', 'H1', retailer, coalesce(store, ''), coalesce(sku, url, name, ''), hiked_on
    )), 1, 16) as finding_id,
    'H1' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case
        when surprise then 'violates'
        when confirmed and market_class != 'unknown' then 'consistent'
        else 'cannot_tell'
    end as verdict,
    case
        when confirmed is null then 'cannot_tell'
        when not confirmed then 'rollback'
        else 'increase'
    end as outcome,
    false as published,
    offer_id,
    retailer,
    sku,
    product_id,
    hiked_on,
    price_before,
    price as price_after,
    currency,
    rise_percent,
    market_percent,
    excess_percent,
    tier,
    market_class,
    confirmed,
    surprise,
    days_observed,
    weeks_observed,
    first_seen_on,
    peers
from judged
order by hiked_on desc, rise_percent desc, offer_id
