-- What was the lowest public price since a day, and what was it on average?
-- One row, or none: of each day since $since (null: ever) on which an offer was seen, the lowest public price; of these
-- the mean (average) and the least (lowest), the last day that had it, and its shop.
with days_seen as (
    select
        chosen.shop,
        spells.price,
        unnest(generate_series(
            greatest(spells.seen_from, sighted.seen_from, coalesce($since::date, spells.seen_from)),
            least(spells.seen_to, sighted.seen_to),
            interval 1 day
        ))::date as day
    from spells
    inner join chosen on spells.offer_id = chosen.offer_id
    inner join sighted on spells.offer_id = sighted.offer_id
    where
        spells.is_public
        and spells.country is not distinct from $country
        and spells.currency is not distinct from $currency
        and least(spells.seen_to, sighted.seen_to)
        >= greatest(spells.seen_from, sighted.seen_from, coalesce($since::date, spells.seen_from))
),

lowest as (
    select
        day,
        min(price) as price,
        arg_min(shop, (price, shop)) as shop
    from days_seen
    group by day
)

select
    count(*) as days,
    avg(price)::double as average,
    min(price) as lowest,
    max_by(day, (-price, day)) as lowest_on,
    max_by(shop, (-price, day)) as shop
from lowest
having count(*) > 0
