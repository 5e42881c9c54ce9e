-- Which products are worth a first look?
-- At most $most rows: products sold at the most retailers, then in the most offers; one of each brand and
-- category. Left out: other categories than $category and what $shop does not sell, where they are given.
select product_id
from (
    select
        product_id,
        retailers,
        offers
    from products
    where
        name is not null
        and coalesce(category = $category::varchar, $category::varchar is null)
        and ($shop::varchar is null or product_id in (select offers.product_id from offers where offers.retailer = $shop))
    qualify row_number() over (
        partition by coalesce(category, product_id), coalesce(brand, product_id)
        order by retailers desc, offers desc, product_id
    ) = 1
)
order by
    retailers desc,
    offers desc,
    product_id
limit $most
