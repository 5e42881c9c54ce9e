-- Which offers stand in one product, and why?
-- One row per offer of $product.
select
    offers.offer_id,
    coalesce(retailers.name, offers.retailer) as shop,
    offers.store,
    offers.name,
    product_offers.reason
from offers
inner join product_offers on offers.offer_id = product_offers.offer_id
left join retailers on offers.retailer = retailers.slug
where offers.product_id = $product
order by
    shop,
    offers.store,
    offers.offer_id
