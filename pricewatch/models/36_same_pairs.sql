-- Which items of two shops may be one product, how likely is that, and why?
-- One row per pair of items, each named by one of its offers (offer_a < offer_b), so that stores do not multiply rows.
-- probability: 1 where a code or a person says so, else the model's. band: linked where both stand in one product, else
-- review. reviewed: a person decided.
-- Left out: pairs less likely than match_review; pairs that a code, size, count, condition, shop or person forbids.
-- Of many items under one code, each stands beside the first only.
-- Kept only while the build runs.
with stated as (
    select
        left_id,
        right_id,
        1.0 as probability,
        reasons,
        true as reviewed
    from decided_pairs
    where kind = 'same'
    union all by name
    select
        placed.node as left_id,
        placed.item_id as right_id,
        1.0 as probability,
        placed.sure as reasons,
        false as reviewed
    from placed
    anti join decided_pairs on placed.node = decided_pairs.left_id and placed.item_id = decided_pairs.right_id
    where placed.item_id != placed.node
    union all by name
    select
        scored_pairs.left_id,
        scored_pairs.right_id,
        scored_pairs.probability,
        scored_pairs.reasons,
        false as reviewed
    from scored_pairs
    anti join decided_pairs
        on scored_pairs.left_id = decided_pairs.left_id and scored_pairs.right_id = decided_pairs.right_id
    where scored_pairs.probability >= parameter('match_review') and scored_pairs.veto is null
)

select
    stated.left_id as offer_a,
    stated.right_id as offer_b,
    stated.probability,
    'same' as relation,
    stated.reasons,
    stated.reviewed,
    case when a.product_id = b.product_id then 'linked' else 'review' end as band
from stated
inner join placed as a on stated.left_id = a.item_id
inner join placed as b on stated.right_id = b.item_id
where
    stated.probability = 1
    or (a.node != b.node and not a.is_apart and not b.is_apart)
