-- Which offers are there, and what is known of each now?
-- One row per offer: what a shopper can choose at one place, with its present name, codes and size.
-- Left out: nothing. Text stands as the shop wrote it; category and size_value are ours. image is the address of the
-- shop's picture; picture names our small copy of it, which is kept where the retailer's entry says so (pictures).
select
    known_offers.*,
    left(sha256(known_offers.retailer || chr(31) || known_offers.image), 32) as picture,
    product_offers.product_id
from known_offers
inner join product_offers on known_offers.offer_id = product_offers.offer_id
order by known_offers.offer_id
