-- Under which other names may it be sold, as far as shops publish its build?
-- One row per offer of another product that is a twin of the product's, the cheapest first. attributes: JSON, left is
-- what this product's offer states if is_left. owner: who stands behind both.
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
),

latest as (
    select *
    from public_spells
    where offer_id in (select pairs.theirs from pairs)
    qualify row_number() over (partition by offer_id order by last_seen desc) = 1
),

owners as (
    select
        case when product_a = $product then product_b else product_a end as product_id,
        min(owner) as owner
    from owner_twins
    where relation = 'twin' and $product in (product_a, product_b)
    group by all
)

select
    offers.name,
    offers.product_id,
    coalesce(retailers.name, offers.retailer) as shop,
    offers.store,
    offers.url,
    offers.variant,
    latest.price,
    latest.currency,
    latest.last_seen,
    pairs.reasons,
    pairs.attributes,
    pairs.is_left,
    pairs.reviewed,
    owners.owner
from pairs
inner join offers on pairs.theirs = offers.offer_id
left join retailers on offers.retailer = retailers.slug
left join latest on pairs.theirs = latest.offer_id
left join owners on offers.product_id = owners.product_id
where pairs.reviewed or not $public
order by
    latest.price nulls last,
    shop,
    offers.offer_id
