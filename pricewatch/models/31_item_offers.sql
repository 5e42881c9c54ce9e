-- Which offers are one item: what one retailer sells under one code, in all its stores?
-- One row per offer; item_id is the smallest offer_id of its item.
-- Left out: nothing. Two valid GTINs under one code are two items. Where no sku is given, the address, or else name and
-- size, is the code.
-- Kept only while the build runs.
with coded as (
    select
        offer_id,
        gtin14,
        retailer,
        coalesce(variant, '') as variant,
        coalesce(condition, '') as condition,
        coalesce(sku, url, concat_ws(chr(31), name, size_text)) as code
    from known_offers
),

completed as (
    select
        *,
        coalesce(gtin14, max(gtin14) over (partition by retailer, variant, condition, code)) as item_gtin14
    from coded
)

select
    offer_id,
    min(offer_id) over (partition by retailer, variant, condition, code, item_gtin14) as item_id
from completed
