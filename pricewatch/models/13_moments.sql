-- At which instants was each offer seen?
-- One row per offer and instant. Where one instant has several listings, the smallest of each state stands for it.
-- Left out: nothing; an instant at which the terms differ between listings has two terms states.
-- Kept only while the build runs.
with repeated as (
    select
        offer_id,
        captured_at
    from glimpses
    group by offer_id, captured_at
    having count(*) > 1
)

select
    *,
    terms_state as other_terms_state
from glimpses
anti join repeated on glimpses.offer_id = repeated.offer_id and glimpses.captured_at = repeated.captured_at
union all by name
select
    glimpses.offer_id,
    glimpses.captured_at,
    min(glimpses.seen_on) as seen_on,
    max(glimpses.holds_until) as holds_until,
    min(glimpses.capture) as capture,
    min(glimpses.run) as run,
    min(glimpses.place_state) as place_state,
    min(glimpses.terms_state) as terms_state,
    max(glimpses.terms_state) as other_terms_state,
    min(glimpses.facts_state) as facts_state
from glimpses
semi join repeated on glimpses.offer_id = repeated.offer_id and glimpses.captured_at = repeated.captured_at
group by glimpses.offer_id, glimpses.captured_at
