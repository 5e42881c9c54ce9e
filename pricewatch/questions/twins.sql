-- Under which other names may it be sold, as far as shops publish its build?
-- One row per offer of another product that is a twin of the product's (twin_pairs), the cheapest first. attributes:
-- JSON, left is what this product's offer states if is_left. owner: who stands behind both.
with latest as (
    select public_spells.*
    from public_spells
    inner join (select distinct theirs from twin_pairs) as twins on public_spells.offer_id = twins.theirs
    qualify row_number() over (partition by public_spells.offer_id order by public_spells.last_seen desc) = 1
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
from twin_pairs as pairs
inner join offers on pairs.theirs = offers.offer_id
left join retailers on offers.retailer = retailers.slug
left join latest on pairs.theirs = latest.offer_id
left join owners on offers.product_id = owners.product_id
order by
    latest.price nulls last,
    shop,
    offers.offer_id
