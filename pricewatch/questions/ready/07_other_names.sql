-- What is sold under other names, and what does the other name cost?
-- One row per pair of offers at two shops in whose published attributes no difference was found (twins).
-- Left out: pairs of which one has no public price today. "No difference found" is no proof that they are the same.
with newest as (
    select
        offer_id,
        arg_max(price, last_seen) as price,
        arg_max(currency, last_seen) as currency
    from public_spells
    group by offer_id
)

select
    one.name,
    one.retailer,
    price_of_one.price,
    other.name as other_name,
    other.retailer as other_retailer,
    price_of_other.price as other_price,
    price_of_one.currency,
    round(match_pairs.probability, 2) as agreeing_share,
    match_pairs.reviewed
from match_pairs
inner join offers as one on match_pairs.offer_a = one.offer_id
inner join offers as other on match_pairs.offer_b = other.offer_id
inner join newest as price_of_one on one.offer_id = price_of_one.offer_id
inner join newest as price_of_other on other.offer_id = price_of_other.offer_id
where match_pairs.relation = 'twin' and price_of_one.currency = price_of_other.currency
order by abs(ln(price_of_one.price / price_of_other.price)) desc, one.offer_id, other.offer_id
