-- Which offers do we call one product, how sure is that, and why?
-- One row per offer; product_id is the same from build to build. probability: 1 for what codes and people call one
-- product, and for the core of a product (its most items under one code); else the mean of the offer's scored pairs.
-- Left out: nothing. All offers of a retailer under one code are one item, and go together.
select
    item_offers.offer_id,
    placed.product_id,
    placed.probability,
    coalesce(
        placed.reason,
        'same GTIN ' || items.gtin14,
        case when len(items.offers) > 1 then 'one code of one shop' end,
        'no identifier shared with another offer'
    ) as reason
from item_offers
inner join items on item_offers.item_id = items.item_id
inner join placed on item_offers.item_id = placed.item_id
