-- What does each facts state stand for?
-- One row per state seen in the lake files of this build: name, brand, codes, size, as the shop writes them.
-- Left out: nothing.
-- Kept only while the build runs.
select
    hash(facts) as facts_state,
    any_value(facts) as facts
from sightings
group by facts_state
