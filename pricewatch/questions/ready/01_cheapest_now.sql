-- Where is each product cheapest now, and how far do shops differ?
-- One row per product, country and currency with at least two shops; the newest public price of each shop counts.
-- Left out: prices not seen within stale_days of the newest listing, prices by the month or year, shipping.
with newest as (
    select
        product_id,
        country,
        currency,
        retailer,
        arg_min(price, (-epoch(last_seen), price)) as price
    from public_spells
    where
        coalesce(price_per, 'once') = 'once'
        and last_seen >= (select max(last_seen) from retailers) - to_days(parameter('stale_days')::integer)
    group by all
)

select
    products.name,
    newest.country,
    newest.currency,
    count(*) as shops,
    arg_min(newest.retailer, (newest.price, newest.retailer)) as cheapest_at,
    min(newest.price) as lowest,
    max(newest.price) as highest,
    round(100.0 * (max(newest.price) - min(newest.price)) / min(newest.price), 1) as spread_percent
from newest
inner join products on newest.product_id = products.product_id
group by newest.product_id, products.name, newest.country, newest.currency
having count(*) >= 2
order by spread_percent desc, products.name
