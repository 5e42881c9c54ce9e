-- Which pairs of offers have to do with each other, and why?
-- One row per pair of items, each named by one of its offers (offer_a < offer_b), so that stores do not multiply rows.
-- relation: other_size, successor (a relaunch at one shop), twin (another name at another shop, no difference found
-- in the published attributes). probability of a twin: the share of its schema's weight that agrees, no chance.
-- attributes: JSON, what each side states (left: offer_a), and whether it agrees. reviewed: a person decided.
-- Left out: nothing.
select *
from related_pairs
order by offer_a, offer_b
