-- Offers that stand in no product, or in two.
select
    offers.offer_id,
    count(product_offers.product_id) as products
from offers
left join product_offers on offers.offer_id = product_offers.offer_id
group by offers.offer_id
having count(product_offers.product_id) != 1
