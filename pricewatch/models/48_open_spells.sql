-- Which prices stood open to everyone?
-- One row per spell of price_spells at which the shop's own, exact price stood open to everyone, with its offer.
-- Left out: doubtful, hidden, "from" and out-of-stock prices, and prices for one persona.
select
    price_spells.*,
    offers.retailer,
    offers.store,
    offers.sku,
    offers.product_id,
    offers.country
from price_spells
inner join offers on price_spells.offer_id = offers.offer_id
where
    price_spells.price >= 0
    and price_spells.doubts is null
    and price_spells.price_hidden is null
    and price_spells.persona is null
    and coalesce(price_spells.price_kind, 'exact') = 'exact'
    and coalesce(price_spells.availability, 'in_stock') = 'in_stock'
