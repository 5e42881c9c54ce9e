-- What is known of each item that matching may use? Never its price: that would hide the gaps that we look for.
-- One row per item: what one retailer sells under one code. Each fact is that of its smallest offer_id which has it;
-- name holds the variant too; state changes when any fact that matching uses does.
-- Left out: nothing.
-- Kept only while the build runs.
with described as (
    select
        item_offers.item_id,
        any_value(known_offers.retailer) as retailer,
        any_value(known_offers.condition) as condition,
        arg_min(concat_ws(' ', known_offers.name, known_offers.variant), known_offers.offer_id) filter (
            where known_offers.name is not null
        ) as name,
        arg_min(known_offers.brand, known_offers.offer_id) as brand,
        max(known_offers.gtin14) as gtin14,
        arg_min(known_offers.mpn, known_offers.offer_id) as mpn,
        arg_min(known_offers.description, known_offers.offer_id) as description,
        arg_min(known_offers.category, known_offers.offer_id) as category,
        arg_min(known_offers.attributes, known_offers.offer_id) as attributes,
        arg_min(
            {
                'size_text': known_offers.size_text,
                'size_value': known_offers.size_value,
                'size_unit': known_offers.size_unit,
                'pieces': known_offers.pieces
            },
            known_offers.offer_id
        ) filter (where known_offers.size_unit is not null) as size,
        min(known_offers.first_seen) as first_seen,
        first(known_offers.offer_id order by known_offers.first_seen, known_offers.offer_id) as first_offer,
        list(known_offers.offer_id order by known_offers.offer_id) as offers
    from known_offers
    inner join item_offers on known_offers.offer_id = item_offers.offer_id
    group by item_offers.item_id
)

select
    described.* exclude (size),
    size.size_text,
    size.size_value,
    size.size_unit,
    size.pieces,
    hash({
        'retailer': retailer,
        'condition': condition,
        'name': name,
        'brand': brand,
        'gtin14': gtin14,
        'mpn': mpn,
        'description': description,
        'category': category,
        'attributes': attributes,
        'size': size
    }) as state
from described
order by item_id
