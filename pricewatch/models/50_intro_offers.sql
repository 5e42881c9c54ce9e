-- At what times did an offer cost nothing, or a token of its price?
-- One row per spell at a price of 0, or of at most price_token % of what the offer is said to cost before or after:
-- intro_offer where the terms say what that is; else nothing_asked.
-- Left out: nothing. Such a price is no low that a reduction may be measured by, and its end is no rise.
-- Kept only while the build runs.
select
    case
        when
            price_spells.was_price > 0
            or price_spells.price_after > 0
            or price_spells.intro_months > 0
            or price_spells.price_per in ('month', 'year')
            then 'intro_offer'
        else 'nothing_asked'
    end as kind,
    'price' as concerns,
    offers.retailer,
    offers.store,
    price_spells.offer_id,
    offers.sku,
    price_spells.seen_from as seen_on,
    price_spells.first_seen as seen_at,
    price_spells.seen_to,
    coalesce(price_spells.was_price, price_spells.price_after) as price_before,
    price_spells.price as price_after,
    1 as offers,
    'a price of (nearly) nothing is an introduction or a slip, no price to compare with' as detail
from price_spells
inner join offers on price_spells.offer_id = offers.offer_id
where
    price_spells.price = 0
    or price_spells.price * 100
    <= coalesce(price_spells.was_price, price_spells.price_after) * parameter('price_token')
