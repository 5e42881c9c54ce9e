-- In which other sizes is it sold?
-- One row per product that has a name of $product in another size.
with pairs as (
    select
        offer_a as ours,
        offer_b as theirs
    from match_pairs
    where relation = 'other_size'
    union all
    select
        offer_b as ours,
        offer_a as theirs
    from match_pairs
    where relation = 'other_size'
)

select distinct others.product_id
from pairs
inner join offers as own on pairs.ours = own.offer_id
inner join offers as others on pairs.theirs = others.offer_id
where
    own.product_id = $product
    and others.product_id != $product
order by others.product_id
