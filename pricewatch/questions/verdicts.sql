-- Is today a good day to buy?
-- One row per product: today's lowest public price, and on how many of the last 90 days the lowest public price of
-- that day was dearer or cheaper. A day counts where an offer was seen on it; nothing is filled in. Shipping is left
-- out, since it is often not known. days: fewer than 14 make no verdict. raised_on: the first day of the last 30 with
-- their highest price, raised_to, where that is 5 % or more above today's, and the price was no higher than today's on
-- an earlier one of these days, the last of them as_low_on.
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
),

peaks as (
    select
        lowest.product_id,
        max(lowest.price) as price,
        arg_max(lowest.day, (lowest.price, -(lowest.day - date '2000-01-01'))) as day
    from lowest
    where lowest.day > $newest::date - 30
    group by lowest.product_id
),

raised as (
    select
        peaks.product_id,
        any_value(peaks.day) as raised_on,
        any_value(peaks.price) as raised_to,
        max(lowest.day) as as_low_on
    from peaks
    inner join now on peaks.product_id = now.product_id and 100 * peaks.price >= 105 * now.price
    inner join lowest on peaks.product_id = lowest.product_id and lowest.day < peaks.day and lowest.price <= now.price
    where lowest.day > $newest::date - 30
    group by peaks.product_id
)

select
    lowest.product_id,
    any_value(now.price) as price,
    count(*) as days,
    count(*) filter (where lowest.price > now.price) as dearer_days,
    count(*) filter (where lowest.price < now.price) as cheaper_days,
    min(lowest.price) as lowest_price,
    max(lowest.day) filter (where lowest.price = least_of.price) as lowest_on,
    any_value(raised.raised_on) as raised_on,
    any_value(raised.raised_to) as raised_to,
    any_value(raised.as_low_on) as as_low_on
from lowest
inner join (
    select
        product_id,
        min(price) as price
    from lowest
    group by product_id
) as least_of on lowest.product_id = least_of.product_id
left join now on lowest.product_id = now.product_id
left join raised on lowest.product_id = raised.product_id
group by lowest.product_id
