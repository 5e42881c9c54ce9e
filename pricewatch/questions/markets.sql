-- In which countries and currencies are prices asked?
-- One row per country and currency, most offers first.
select
    offers.country,
    price_spells.currency,
    count(distinct offers.offer_id) as offers
from offers
inner join price_spells on offers.offer_id = price_spells.offer_id
where price_spells.price is not null
group by offers.country, price_spells.currency
order by
    count(distinct offers.offer_id) desc,
    offers.country,
    price_spells.currency
