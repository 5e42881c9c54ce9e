-- What did the other shops of a country do with their prices in a category about the time of a rise?
-- One row per pool (category, country, currency, period), day of a rise, and retailer left out: the matched-model
-- Jevons index of all others from market_before days before the day to market_after days after it, in percent.
-- Each product of a retailer counts once, by its regular price (the highest of market_regular days).
-- Left out: indices of fewer than index_items products or index_sellers retailers; offers without a category.
-- Kept only while the build runs.
with prices as materialized (
    select
        concat_ws('|', offers.category, public_spells.country, public_spells.currency, public_spells.price_per) as pool,
        public_spells.*
    from public_spells
    inner join offers on public_spells.offer_id = offers.offer_id
    where offers.category is not null
),

large_pools as (
    select pool
    from prices
    group by pool
    having count(distinct retailer) > parameter('index_sellers')
),

days as (
    select distinct
        pool,
        hiked_on,
        hiked_on - parameter('market_before')::integer as then_on,
        hiked_on + parameter('market_after')::integer as now_on
    from own_rises
    semi join large_pools on own_rises.pool = large_pools.pool
),

regular as (
    select
        days.pool,
        days.hiked_on,
        prices.retailer,
        prices.product_id,
        prices.offer_id,
        max(prices.price) filter (where prices.seen_from <= days.then_on)::double as price_then,
        max(prices.price) filter (
            where prices.seen_to > days.now_on - parameter('market_regular')::integer
        )::double as price_now
    from days
    inner join prices on days.pool = prices.pool
    where
        prices.seen_from <= days.now_on
        and prices.seen_to > days.then_on - parameter('market_regular')::integer
    group by days.pool, days.hiked_on, prices.retailer, prices.product_id, prices.offer_id
    having max(prices.seen_to) >= days.hiked_on
),

products_moved as (
    select
        * exclude (offer_id, price_then, price_now),
        avg(ln(price_now / price_then)) as move
    from regular
    where price_then is not null and price_now is not null
    group by all
),

retailers_moved as (
    select
        * exclude (product_id, move),
        count(*) as items,
        sum(move) as moves
    from products_moved
    group by all
)

select
    own.pool,
    own.hiked_on,
    own.retailer,
    count(*) as sellers,
    sum(others.items)::integer as items,
    (exp(sum(others.moves) / sum(others.items)) - 1) * 100 as market_percent
from retailers_moved as own
inner join retailers_moved as others
    on
        own.pool = others.pool
        and own.hiked_on = others.hiked_on
        and own.retailer != others.retailer
group by own.pool, own.hiked_on, own.retailer
having count(*) >= parameter('index_sellers') and sum(others.items) >= parameter('index_items')
