-- Prices below zero.
select
    offer_id,
    price
from price_spells
where price < 0 or was_price < 0 or member_price < 0
