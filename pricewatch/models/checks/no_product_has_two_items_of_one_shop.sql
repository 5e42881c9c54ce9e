-- Products with two items of one retailer that do not bear one GTIN, although no person said that they are one.
with decided as (
    select product_id
    from product_offers
    where reason like 'decided by%'
)

select
    placed.product_id,
    items.retailer
from placed
inner join items on placed.item_id = items.item_id
anti join decided on placed.product_id = decided.product_id
group by placed.product_id, items.retailer
having count(*) > 1 and (count(distinct items.gtin14) > 1 or count(*) > count(items.gtin14))
