-- What else of its category comes from its maker, or from the owner of its maker?
-- One row per product, those of other brands of the owner first, at most $most of each kind, those at most shops first.
-- owner: who stands above both; null where only the brand is the same.
-- Left out: products without a category.
with own as (
    select
        product_id,
        lower(brand) as brand,
        ultimate_owner,
        category
    from products
    where product_id = $product
),

related as (
    select
        products.product_id,
        products.retailers,
        case when lower(products.brand) is distinct from own.brand then products.ultimate_owner end as owner
    from products
    inner join own
        on
            products.category = own.category
            and (lower(products.brand) = own.brand or products.ultimate_owner = own.ultimate_owner)
    where products.product_id != own.product_id
    qualify row_number() over (
        partition by owner order by products.retailers desc, products.product_id
    ) <= $most
)

select
    product_id,
    owner
from related
order by
    owner is null,
    retailers desc,
    product_id
