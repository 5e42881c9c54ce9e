-- Which offers are related though they are not one product, and why?
-- One row per pair of items, each named by its smallest offer (offer_a < offer_b). relation: other_size, successor (a
-- relaunch at one shop), twin (another name at another shop, no difference found in the published attributes, or a
-- person says so). attributes: JSON, what each side states (left: offer_a) and whether it agrees; null where a person
-- alone says so. reviewed: a person decided.
-- Left out: pairs that are one product; twins that a person called different. A twin is no statement that two things
-- are the same.
-- Kept only while the build runs.
with found as (
    select
        relations.*,
        least(a.item_id, b.item_id) as left_item,
        greatest(a.item_id, b.item_id) as right_item
    from relations
    inner join item_offers as a on relations.left_id = a.offer_id
    inner join item_offers as b on relations.right_id = b.offer_id
),

confirmed as (
    select *
    from decided_pairs
    where kind = 'twin'
),

rejected as (
    select *
    from decided_pairs
    where kind = 'different'
),

pairs as (
    select
        coalesce(found.left_id, confirmed.left_id) as offer_a,
        coalesce(found.right_id, confirmed.right_id) as offer_b,
        coalesce(found.probability, 1) as probability,
        case when confirmed.kind is not null then 'twin' else found.relation end as relation,
        concat_ws('; ', confirmed.reasons, found.reasons) as reasons,
        confirmed.kind is not null as reviewed,
        found.attributes
    from found
    full join confirmed on found.left_item = confirmed.left_id and found.right_item = confirmed.right_id
    left join rejected on found.left_item = rejected.left_id and found.right_item = rejected.right_id
    where rejected.kind is null or found.relation != 'twin'
)

select pairs.*
from pairs
inner join product_offers as a on pairs.offer_a = a.offer_id
inner join product_offers as b on pairs.offer_b = b.offer_id
where a.product_id != b.product_id
