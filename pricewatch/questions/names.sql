-- Under which names is it sold?
-- One row per shop and name, the latest first; reason: why we call the offers one product.
select
    offer_facts.name,
    chosen.shop,
    offer_facts.brand,
    offer_facts.gtin,
    min(offer_facts.first_seen) as first_seen,
    max(offer_facts.last_seen) as last_seen,
    min(product_offers.reason) as reason
from offer_facts
inner join chosen on offer_facts.offer_id = chosen.offer_id
inner join product_offers on chosen.offer_id = product_offers.offer_id
where offer_facts.name is not null
group by offer_facts.name, chosen.shop, offer_facts.brand, offer_facts.gtin
order by
    max(offer_facts.last_seen) desc,
    chosen.shop,
    offer_facts.name
