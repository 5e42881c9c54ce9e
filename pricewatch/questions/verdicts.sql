-- Is today a good day to buy?
-- One row per product: today's lowest public price, and on how many of the last 90 days the lowest public price of
-- that day was dearer or cheaper. A day counts where an offer was seen on it; nothing is filled in. Shipping is left
-- out, since it is often not known. days: fewer than 14 make no verdict.
with now as (
    select
        product_id,
        min(price) as price
    from asked
    where is_ranked
    group by product_id
),

days_seen as (
    select
        spells.product_id,
        spells.price,
        unnest(generate_series(
            greatest(spells.seen_from, sighted.seen_from, $newest::date - 89),
            least(spells.seen_to, sighted.seen_to),
            interval 1 day
        ))::date as day
    from spells
    inner join sighted on spells.offer_id = sighted.offer_id
    where
        spells.is_public
        and spells.country is not distinct from $country
        and spells.currency is not distinct from $currency
        and least(spells.seen_to, sighted.seen_to)
        >= greatest(spells.seen_from, sighted.seen_from, $newest::date - 89)
),

lowest as (
    select
        product_id,
        day,
        min(price) as price
    from days_seen
    group by product_id, day
)

select
    lowest.product_id,
    any_value(now.price) as price,
    count(*) as days,
    count(*) filter (where lowest.price > now.price) as dearer_days,
    count(*) filter (where lowest.price < now.price) as cheaper_days,
    min(lowest.price) as lowest_price,
    max(lowest.day) filter (where lowest.price = least_of.price) as lowest_on
from lowest
inner join (
    select
        product_id,
        min(price) as price
    from lowest
    group by product_id
) as least_of on lowest.product_id = least_of.product_id
left join now on lowest.product_id = now.product_id
group by lowest.product_id
