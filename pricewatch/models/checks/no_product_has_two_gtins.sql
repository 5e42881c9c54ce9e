-- Products with two valid GTINs, although no person said that they are one.
select product_offers.product_id
from product_offers
inner join offers on product_offers.offer_id = offers.offer_id
group by product_offers.product_id
having
    count(distinct offers.gtin14) > 1
    and not bool_or(product_offers.reason like 'decided by%')
