-- Which offers belong to the products in question?
-- One row per offer of $products, with the name of its shop.
select
    offers.offer_id,
    offers.product_id,
    offers.retailer,
    coalesce(retailers.name, offers.retailer) as shop,
    offers.store,
    offers.seller,
    offers.url,
    offers.variant,
    offers.size_value,
    offers.size_unit,
    offers.country
from offers
left join retailers on offers.retailer = retailers.slug
where offers.product_id in (select unnest($products::varchar[]))
