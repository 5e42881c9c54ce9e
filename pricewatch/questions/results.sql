-- Which of the products costs least?
-- One row per product. Known totals first, cheapest first; then prices whose shipping is not known; then products
-- without a public price of today. With $by_unit: by the price of a unit before shipping, the commonest unit first.
-- shops and dearest count the offers that are ranked.
-- Left out: other shops than $shop where it is given, and with $in_stock what its shop does not say to be in stock.
with offered as (
    select *
    from asked
    where
        retailer = coalesce($shop::varchar, retailer)
        and (availability is not distinct from 'in_stock' or not $in_stock::boolean)
),

best as (
    select
        *,
        case when $by_unit::boolean then our_unit_price end as wanted_unit_price
    from offered
    qualify row_number() over (
        partition by product_id
        order by is_ranked desc, wanted_unit_price nulls last, total nulls last, price nulls last, shop, offer_id
    ) = 1
),

spread as (
    select
        product_id,
        count(distinct retailer) as shops,
        count(*) as offers,
        max(price) as dearest,
        min(price) as cheapest
    from offered
    where is_ranked
    group by product_id
)

select
    best.* exclude (wanted_unit_price),
    products.name as product,
    products.brand,
    products.names,
    coalesce(spread.shops, 0) as shops,
    coalesce(spread.offers, 0) as offers,
    spread.cheapest,
    spread.dearest
from best
inner join products on best.product_id = products.product_id
left join spread on best.product_id = spread.product_id
order by
    best.is_ranked desc,
    best.wanted_unit_price is null,
    case when best.wanted_unit_price is not null then count(*) over (partition by best.our_unit) end desc,
    case when best.wanted_unit_price is not null then best.our_unit end,
    best.wanted_unit_price,
    best.is_ranked and best.total is null,
    case when best.is_ranked then coalesce(best.total, best.price) end nulls last,
    products.name,
    best.product_id
