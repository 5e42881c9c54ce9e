-- Which pairs of offers have to do with each other, and why?
-- One row per pair of items, each named by one of its offers (offer_a < offer_b), so that stores do not multiply rows.
-- relation: same (one product, surely or perhaps), other_size, successor (a relaunch at one shop), twin (another name
-- at another shop, no difference found in the published attributes, or a person says so). probability of a twin: the
-- share of its schema's weight that agrees, no chance. attributes: JSON, what each side states (left: offer_a), and
-- whether it agrees; null where a person alone says so. reviewed: a person decided.
-- band of "same": linked (both stand in one product) or review; its probability is 1 where a code or a person says so.
-- Left out: pairs less likely the same than match_review; pairs that a code, size, count, condition, shop or person
-- forbids. Of many items under one code, each stands beside the first only. A related pair is not listed as the same.
select *
from related_pairs
union all by name
select *
from same_pairs
anti join related_pairs
    on same_pairs.offer_a = related_pairs.offer_a and same_pairs.offer_b = related_pairs.offer_b
order by offer_a, offer_b
