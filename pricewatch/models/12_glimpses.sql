-- When was each offer seen, and in which state?
-- One row per listing in the lake files of this build; a state is a hash of all that was said.
-- Left out: nothing.
-- Kept only while the build runs.
with states as (
    select
        captured_at,
        seen_on,
        holds_until,
        capture,
        run,
        hash(place) as place_state,
        hash(terms) as terms_state,
        hash(facts) as facts_state
    from sightings
)

select
    places.offer_id,
    states.*
from states
inner join places on states.place_state = places.place_state
