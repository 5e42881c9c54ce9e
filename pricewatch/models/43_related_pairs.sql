-- Which offers are related though they are not one product, and why?
-- One row per pair of items, each named by its smallest offer (offer_a < offer_b). relation: other_size, successor (a
-- relaunch at one shop), twin (another name at another shop, no difference found in the published attributes).
-- attributes: JSON, what each side states (left: offer_a) and whether it agrees. reviewed: a person decided.
-- Left out: pairs that are one product. A twin is no statement that two things are the same.
-- Kept only while the build runs.
select
    relations.left_id as offer_a,
    relations.right_id as offer_b,
    relations.probability,
    relations.relation,
    relations.reasons,
    false as reviewed,
    relations.attributes
from relations
inner join product_offers as a on relations.left_id = a.offer_id
inner join product_offers as b on relations.right_id = b.offer_id
where a.product_id != b.product_id
