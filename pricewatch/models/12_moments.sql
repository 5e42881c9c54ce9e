-- At which instants was each offer seen, and in which state?
-- One row per offer and instant; a state is a hash of all terms, or of all facts.
-- Left out: nothing; an instant at which an offer has two prices is marked by two terms states.
-- Kept only while the build runs.
select
    offer_id,
    captured_at,
    min(seen_on) as seen_on,
    max(holds_until) as holds_until,
    min(hash(terms)) as terms_state,
    max(hash(terms)) as other_terms_state,
    min(hash(facts)) as facts_state
from sightings
group by offer_id, captured_at
