-- Which offers are related though they are not one product, and why?
-- One row per pair of items, each named by its smallest offer (offer_a < offer_b). relation: other_size, successor (a
-- relaunch at one shop), twin (another name at another shop, no difference found in the published attributes, or a
-- person says so). attributes: JSON, what each side states (left: offer_a) and whether it agrees; null where a person
-- alone says so. reviewed: a person decided.
-- Left out: pairs that are one product; twins that a person called different. A twin is no statement that two things
-- are the same.
-- Kept only while the build runs.
with confirmed as (
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
        coalesce(relations.left_id, confirmed.left_id) as offer_a,
        coalesce(relations.right_id, confirmed.right_id) as offer_b,
        coalesce(relations.probability, 1) as probability,
        case when confirmed.kind is not null then 'twin' else relations.relation end as relation,
        concat_ws('; ', confirmed.reasons, relations.reasons) as reasons,
        confirmed.kind is not null as reviewed,
        relations.attributes
    from relations
    full join confirmed on relations.left_id = confirmed.left_id and relations.right_id = confirmed.right_id
    left join rejected on relations.left_id = rejected.left_id and relations.right_id = rejected.right_id
    where rejected.kind is null or relations.relation != 'twin'
)

select pairs.*
from pairs
inner join product_offers as a on pairs.offer_a = a.offer_id
inner join product_offers as b on pairs.offer_b = b.offer_id
where a.product_id != b.product_id
