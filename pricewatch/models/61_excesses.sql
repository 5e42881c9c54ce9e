-- How much dearer than the market did each rise make its offer, and how unusual is that?
-- One row per offer and day on which its price rose over all of the 91 days before, by change_least % or more.
-- market: peers (other shops of the product), category (their index), or null: not known.
-- moved_percent: what the others did; market_percent: what of it the offer had not taken with them before the rise.
-- p_value: the conformal rank of the excess among all such rises of the category and country in the unusual_window
-- days before its week; q_value: by Benjamini and Hochberg over that week's rises of the category and country.
-- Left out: ranks where the market is not known, and in weeks with too few earlier rises for any rejection.
with markets as (
    select
        own_rises.*,
        coalesce(own_rises.category, '') as family,
        date_trunc('week', own_rises.hiked_on)::date as week,
        peer_moves.peers,
        peer_moves.since_percent,
        case
            when peer_moves.market_percent is not null then 'peers'
            when category_moves.market_percent is not null then 'category'
        end as market,
        coalesce(peer_moves.market_percent, category_moves.market_percent) as moved_percent,
        coalesce(greatest(1, own_rises.price_before::double / own_rises.price_then::double), 1) as taken
    from own_rises
    left join peer_moves on own_rises.offer_id = peer_moves.offer_id and own_rises.hiked_on = peer_moves.hiked_on
    left join category_moves
        on
            own_rises.pool = category_moves.pool
            and own_rises.retailer = category_moves.retailer
            and own_rises.hiked_on = category_moves.hiked_on
),

untaken as (
    select
        *,
        case
            when market = 'peers' and moved_percent > 0
                then greatest(0, (100 + moved_percent) / taken - 100, since_percent)
            else moved_percent
        end as market_percent
    from markets
),

excesses as (
    select
        * exclude (taken, since_percent),
        (100 + rise_percent) / (1 + market_percent / 100) - 100 as excess_percent
    from untaken
),

weeks as (
    select
        family,
        country,
        week,
        count(*) as tests
    from excesses
    where excess_percent is not null
    group by family, country, week
),

scores as (
    select
        weeks.*,
        excesses.offer_id,
        excesses.hiked_on,
        excesses.excess_percent,
        excesses.week = weeks.week as is_tested
    from weeks
    inner join excesses
        on
            weeks.family = excesses.family
            and weeks.country is not distinct from excesses.country
            and excesses.excess_percent is not null
            and (
                weeks.week = excesses.week
                or excesses.hiked_on between weeks.week - parameter('unusual_window')::integer and weeks.week - 1
            )
),

ranked as (
    select
        *,
        count(*) filter (where not is_tested) over (partition by family, country, week) as calibration,
        count(*) filter (where not is_tested) over (
            partition by family, country, week order by excess_percent desc range unbounded preceding
        ) as as_high
    from scores
),

tested as (
    select
        *,
        (1.0 + as_high) / (calibration + 1) as p_value
    from ranked
    where is_tested and (calibration + 1) * parameter('unusual_rate') >= tests * 100
),

stepped as (
    select
        *,
        p_value * tests / count(*) over (
            partition by family, country, week order by p_value range unbounded preceding
        ) as step
    from tested
),

adjusted as (
    select
        *,
        least(1, min(step) over (
            partition by family, country, week order by p_value desc range unbounded preceding
        )) as q_value
    from stepped
)

select
    excesses.* exclude (family, week),
    adjusted.p_value,
    adjusted.q_value
from excesses
left join adjusted on excesses.offer_id = adjusted.offer_id and excesses.hiked_on = adjusted.hiked_on
