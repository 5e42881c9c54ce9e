-- Which offers became dearer than they had been in a whole quarter?
-- One row per offer and day on which its public price rose at least hike_note % over its highest of the 91 days before.
-- Left out: offers not known well enough to tell (hike_days_seen, hike_weeks_seen), quarters with another currency,
-- period, size or barcode, and quarters in which a shop's prices jump by one factor (data_errors).
with rises as (
    select
        *,
        seen_from as hiked_on
    from public_spells
    qualify
        price > lag(price) over (partition by offer_id order by first_seen)
        and row_number() over (partition by offer_id, seen_from order by first_seen desc) = 1
),

highs as (
    select
        rises.offer_id,
        rises.hiked_on,
        max(before.price) as price_before,
        bool_and(
            before.currency is not distinct from rises.currency
            and before.price_per is not distinct from rises.price_per
        ) as is_one_kind
    from rises
    inner join public_spells as before
        on
            rises.offer_id = before.offer_id
            and rises.hiked_on > before.seen_from
            and rises.hiked_on - parameter('hike_window')::integer <= before.seen_to
    group by rises.offer_id, rises.hiked_on
),

high_rises as (
    select
        rises.*,
        highs.price_before
    from rises
    inner join highs on rises.offer_id = highs.offer_id and rises.hiked_on = highs.hiked_on
    where rises.price * 100 >= highs.price_before * (100 + parameter('hike_note')) and highs.is_one_kind
),

days_before as (
    select distinct
        high_rises.offer_id,
        high_rises.hiked_on,
        unnest(generate_series(
            greatest(
                sighted.seen_from, before.seen_from, high_rises.hiked_on - parameter('hike_window')::integer
            )::timestamp,
            least(sighted.seen_to, before.seen_to, high_rises.hiked_on - 1)::timestamp,
            interval 1 day
        ))::date as seen_on
    from high_rises
    inner join public_spells as before
        on
            high_rises.offer_id = before.offer_id
            and high_rises.hiked_on > before.seen_from
            and high_rises.hiked_on - parameter('hike_window')::integer <= before.seen_to
    inner join sighted
        on
            before.offer_id = sighted.offer_id
            and before.seen_from <= sighted.seen_to
            and before.seen_to >= sighted.seen_from
),

known_before as (
    select
        offer_id,
        hiked_on,
        count(*)::integer as days_observed,
        count(distinct date_diff('day', seen_on, hiked_on - 1) // 7)::integer as weeks_observed,
        max(seen_on) as last_seen_on
    from days_before
    group by offer_id, hiked_on
),

first_days as (
    select
        offer_id,
        min(seen_from) as first_seen_on
    from sighted
    group by offer_id
),

articles as (
    select
        high_rises.offer_id,
        high_rises.hiked_on,
        count(distinct offer_facts.gtin) <= 1
        and count(distinct offer_facts.size_value || offer_facts.size_unit) <= 1 as is_one_article
    from high_rises
    inner join offer_facts
        on
            high_rises.offer_id = offer_facts.offer_id
            and high_rises.hiked_on >= offer_facts.first_seen::date
            and high_rises.hiked_on - parameter('hike_window')::integer <= offer_facts.last_seen::date
    group by high_rises.offer_id, high_rises.hiked_on
),

real_rises as (
    select
        high_rises.*,
        known_before.days_observed,
        known_before.weeks_observed,
        first_days.first_seen_on
    from high_rises
    inner join known_before
        on high_rises.offer_id = known_before.offer_id and high_rises.hiked_on = known_before.hiked_on
    inner join first_days on high_rises.offer_id = first_days.offer_id
    inner join articles on high_rises.offer_id = articles.offer_id and high_rises.hiked_on = articles.hiked_on
    anti join data_errors
        on
            high_rises.retailer = data_errors.retailer
            and high_rises.store is not distinct from data_errors.store
            and data_errors.kind = 'scale_break'
            and data_errors.seen_on between high_rises.hiked_on - parameter('hike_window')::integer
            and high_rises.hiked_on + parameter('hike_hold')::integer
    where
        articles.is_one_article
        and first_days.first_seen_on <= high_rises.hiked_on - parameter('hike_window')::integer
        and known_before.last_seen_on >= high_rises.hiked_on - parameter('hike_last_seen')::integer
        and (
            known_before.days_observed >= parameter('hike_days_seen')
            or known_before.weeks_observed >= parameter('hike_weeks_seen')
        )
),

afterwards as (
    select
        real_rises.offer_id,
        real_rises.hiked_on,
        bool_and(
            (later.price - real_rises.price_before) * 100
            >= (real_rises.price - real_rises.price_before) * parameter('hike_hold_share')
        ) as stands,
        max(later.seen_to) as last_seen_on,
        sum(later.sightings) as sightings
    from real_rises
    inner join public_spells as later
        on
            real_rises.offer_id = later.offer_id
            and real_rises.first_seen <= later.first_seen
            and real_rises.hiked_on + parameter('hike_hold')::integer >= later.seen_from
    group by real_rises.offer_id, real_rises.hiked_on
),

surely_one as (
    select offer_id
    from product_offers
    where probability >= parameter('market_link')
),

peers_then as (
    select
        real_rises.offer_id,
        real_rises.hiked_on,
        peer.retailer,
        peer.offer_id as peer_id,
        arg_max(peer.price, peer.first_seen)::double as price_then
    from real_rises
    inner join public_spells as peer
        on
            real_rises.product_id = peer.product_id
            and real_rises.retailer != peer.retailer
            and real_rises.currency is not distinct from peer.currency
            and real_rises.price_per is not distinct from peer.price_per
            and real_rises.hiked_on - parameter('market_before')::integer >= peer.seen_from
            and real_rises.hiked_on - parameter('market_before')::integer - parameter('gap_days')::integer
            <= peer.seen_to
    semi join surely_one as own on real_rises.offer_id = own.offer_id
    semi join surely_one on peer.offer_id = surely_one.offer_id
    group by real_rises.offer_id, real_rises.hiked_on, peer.retailer, peer.offer_id
),

peers_now as (
    select
        peers_then.*,
        arg_max(peer.price, peer.first_seen)::double as price_now
    from peers_then
    inner join public_spells as peer
        on
            peers_then.peer_id = peer.offer_id
            and peers_then.hiked_on + parameter('market_after')::integer >= peer.seen_from
            and peers_then.hiked_on <= peer.seen_to
    group by all
),

rivals as (
    select
        offer_id,
        hiked_on,
        retailer,
        median(price_now / price_then) as relative
    from peers_now
    group by offer_id, hiked_on, retailer
),

market as (
    select
        offer_id,
        hiked_on,
        count(*) as peers,
        (median(relative) - 1) * 100 as market_percent
    from rivals
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
            when not afterwards.stands then false
            when
                afterwards.sightings >= parameter('evidence_sightings')
                and afterwards.last_seen_on + parameter('gap_days')::integer
                >= real_rises.hiked_on + parameter('hike_hold')::integer
                then true
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
    substr(md5(concat_ws('|', 'H1', offer_id, hiked_on)), 1, 16) as finding_id,
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
