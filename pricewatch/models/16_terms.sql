-- What does each terms state stand for?
-- One row per state seen in the lake files of this build: price and all that is said about it.
-- Left out: nothing.
-- Kept only while the build runs.
select
    hash(terms) as terms_state,
    any_value(terms) as terms
from sightings
group by terms_state
