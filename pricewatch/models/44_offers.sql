-- Which offers are there, and what is known of each now?
-- One row per offer: what a shopper can choose at one place, with its present name, codes and size.
-- Left out: nothing. Text stands as the shop wrote it; category and size_value are ours.
select
    known_offers.*,
    product_offers.product_id
from known_offers
inner join product_offers on known_offers.offer_id = product_offers.offer_id
order by known_offers.offer_id
