-- Which offers of other products are twins of its own?
-- One row per pair; theirs is the other offer, attributes has left for what this product's offer states if is_left.
-- Left out: with $public, twins that no person has confirmed.
with own as (
    select offer_id
    from offers
    where product_id = $product
),

pairs as (
    select
        offer_b as theirs,
        true as is_left,
        * exclude (offer_a, offer_b)
    from match_pairs
    where relation = 'twin' and offer_a in (select own.offer_id from own)
    union all by name
    select
        offer_a as theirs,
        false as is_left,
        * exclude (offer_a, offer_b)
    from match_pairs
    where relation = 'twin' and offer_b in (select own.offer_id from own)
)

select *
from pairs
where reviewed or not $public
