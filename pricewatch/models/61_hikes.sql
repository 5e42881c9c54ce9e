-- Which offers became dearer than they had been in a whole quarter?
-- One row per offer and day on which its public price rose at least hike_note % over its highest of the 91 days before.
-- market: what it is measured against (peers: other shops of the product; category: an index of other shops).
-- moved_percent: how far the others' regular prices moved meanwhile; market_percent: how much of that the offer had
-- not already taken before the rise; excess_percent: the rise beyond it.
-- tier: of the rise alone; excess_tier: the highest that rise and excess both reach, so that a larger rise is never the
-- lesser surprise.
-- is_unusual: at the top of what is usual in the category, by q_value; null: too few earlier rises to tell.
-- notice: what the shop said beforehand; null: none found.
-- Left out: what own_rises leaves out: offers not known well enough, other articles, currencies and terms, data_errors.
with measured as (
    select
        *,
        case
            when price * 100 >= price_before * (100 + parameter('hike_severe')) then 'severe'
            when price * 100 >= price_before * (100 + parameter('hike_material')) then 'material'
            else 'note'
        end as tier,
        case
            when market_percent is null then 'unknown'
            when market_percent * 100 > rise_percent * parameter('market_wide') then 'market_wide'
            when market_percent * 100 >= rise_percent * parameter('market_partly') then 'partly_market'
            else 'idiosyncratic'
        end as market_class,
        null::varchar as notice
    from excesses
    where price * 100 >= price_before * (100 + parameter('hike_note'))
),

compared as (
    select
        *,
        case
            when tier = 'severe' and excess_percent >= parameter('excess_severe') then 'severe'
            when tier != 'note' and excess_percent >= parameter('excess_material') then 'material'
            when excess_percent >= parameter('excess_note') then 'note'
        end as excess_tier
    from measured
),

judged as (
    select
        *,
        coalesce(
            confirmed
            and excess_tier in ('material', 'severe')
            and market_class != 'market_wide'
            and notice is null,
            false
        ) as surprise
    from compared
),

newest as (
    select
        retailer,
        max(last_seen)::date as newest_on
    from offers
    group by retailer
)

select
    substr(md5(concat_ws('|', 'H1', judged.offer_id, judged.hiked_on)), 1, 16) as finding_id,
    'H1' as rule_id,
    '2' as rule_version,
    'info' as rule_set,
    case
        when judged.surprise and judged.has_evidence then 'violates'
        when judged.confirmed and judged.market_class != 'unknown' then 'consistent'
        else 'cannot_tell'
    end as verdict,
    case
        when judged.confirmed is null then 'cannot_tell'
        when not judged.confirmed then 'rollback'
        else 'increase'
    end as outcome,
    false as published,
    case
        when judged.confirmed is null then 'whether the rise stood: too few sightings in the days after it'
        when not judged.confirmed then 'a rise that stood: it was taken back'
        when judged.market_class = 'unknown' then 'what other shops did: too few sell this, or anything like it'
    end as missing,
    judged.offer_id,
    judged.retailer,
    judged.store,
    judged.sku,
    judged.product_id,
    judged.category,
    judged.country,
    judged.hiked_on,
    judged.price_before,
    judged.price as price_after,
    judged.currency,
    judged.rise_percent,
    judged.market,
    judged.moved_percent,
    judged.market_percent,
    judged.excess_percent,
    judged.tier,
    judged.excess_tier,
    judged.market_class,
    judged.confirmed,
    judged.surprise,
    judged.p_value,
    judged.q_value,
    judged.q_value * 100 <= parameter('unusual_rate') as is_unusual,
    judged.was_on_promo_before,
    judged.notice,
    judged.days_observed,
    judged.weeks_observed,
    judged.longest_gap,
    judged.first_seen_on,
    judged.last_seen_on,
    judged.peers,
    judged.has_evidence,
    judged.hiked_on + (parameter('hike_hold') + parameter('provisional_days'))::integer > newest.newest_on
        as is_provisional
from judged
inner join newest on judged.retailer = newest.retailer
order by judged.hiked_on desc, judged.rise_percent desc, judged.offer_id
