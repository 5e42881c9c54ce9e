-- Where is each offer sold now, as the shop describes it?
-- One row per offer in the lake files of this build: its last undisputed sighting.
-- Left out: nothing.
-- Kept only while the build runs.
with last_moments as (
    select
        offer_id,
        arg_max(place_state, captured_at) as place_state,
        arg_max(coalesce(capture, ''), captured_at) as capture,
        arg_max(run, captured_at) as run
    from moments
    where terms_state = other_terms_state
    group by offer_id
)

select
    last_moments.offer_id,
    unnest(places.place),
    nullif(last_moments.capture, '') as capture,
    last_moments.run
from last_moments
inner join places on last_moments.place_state = places.place_state
