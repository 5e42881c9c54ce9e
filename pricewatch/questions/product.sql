-- Which product is this?
select
    product_id,
    name,
    brand,
    owner,
    category,
    offers,
    retailers,
    names
from products
where product_id = $product
