-- Under which other names may it be sold, as far as shops publish its build?
-- One row per offer of another product that is a twin of the product's, the cheapest first. attributes: JSON, left is
-- what this product's offer states if is_left. owner: who stands behind both.
-- Left out: with $public, twins that no person has confirmed.
with pairs as (
    select
        offer_a as ours,
        offer_b as theirs,
        true as is_left,
        * exclude (offer_a, offer_b)
    from match_pairs
    union all by name
    select
        offer_b as ours,
        offer_a as theirs,
        false as is_left,
        * exclude (offer_a, offer_b)
    from match_pairs
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
    (
        select min(owner_twins.owner)
        from owner_twins
        where
            owner_twins.relation = 'twin'
            and list_sort([owner_twins.product_a, owner_twins.product_b])
            = list_sort([own.product_id, offers.product_id])
    ) as owner
from pairs
inner join offers as own on pairs.ours = own.offer_id
inner join offers on pairs.theirs = offers.offer_id
left join retailers on offers.retailer = retailers.slug
left join (
    select *
    from public_spells
    qualify row_number() over (partition by offer_id order by last_seen desc) = 1
) as latest on offers.offer_id = latest.offer_id
where
    own.product_id = $product
    and pairs.relation = 'twin'
    and (pairs.reviewed or not $public)
order by
    latest.price nulls last,
    shop,
    offers.offer_id
