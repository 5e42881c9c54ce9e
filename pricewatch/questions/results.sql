-- Which of the products costs least?
-- One row per product. Known totals first, cheapest first; then prices whose shipping is not known; then products
-- without a public price of today. shops and dearest count the offers that are ranked.
with best as (
    select *
    from asked
    qualify row_number() over (
        partition by product_id order by is_ranked desc, total nulls last, price nulls last, shop, offer_id
    ) = 1
),

spread as (
    select
        product_id,
        count(distinct retailer) as shops,
        count(*) as offers,
        max(price) as dearest,
        min(price) as cheapest
    from asked
    where is_ranked
    group by product_id
)

select
    best.*,
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
    best.is_ranked and best.total is null,
    case when best.is_ranked then coalesce(best.total, best.price) end nulls last,
    products.name,
    best.product_id
