-- What did the shop last say about an offer, beside terms and facts?
-- One row per offer in the lake files of this build: its last undisputed sighting.
-- Left out: nothing; of equal listings at one instant the one with the smallest address and capture is taken.
-- Kept only while the build runs.
with last_moments as (
    select
        offer_id,
        max(captured_at) as captured_at
    from moments
    where terms_state = other_terms_state
    group by offer_id
)

select sightings.* exclude (terms, facts, holds_until)
from sightings
inner join last_moments
    on sightings.offer_id = last_moments.offer_id and sightings.captured_at = last_moments.captured_at
qualify row_number() over (
    partition by sightings.offer_id order by sightings.url, sightings.capture, sightings.image, sightings.description
) = 1
