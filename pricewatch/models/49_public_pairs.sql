-- Which pairs of offers may be shown to everybody?
-- One row per pair of match_pairs.
-- Left out: twins that no person has confirmed.
select *
from match_pairs
where relation != 'twin' or reviewed
