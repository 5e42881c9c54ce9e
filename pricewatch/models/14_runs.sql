-- How long did an offer stay as it was, seen day after day?
-- One row per run of sightings on consecutive days in one state; captures are those of its first and last sighting.
-- Left out: instants at which one offer had two prices (see data_errors); neither price is used.
-- What was imported as a change holds no longer than until the offer is next seen.
-- Kept only while the build runs.
with clear_moments as (
    select
        offer_id,
        captured_at,
        terms_state,
        facts_state,
        capture,
        seen_on,
        greatest(captured_at, least(
            coalesce(holds_until, captured_at),
            lead(captured_at - interval 1 second) over (partition by offer_id order by captured_at)
        )) as until_at,
        greatest(seen_on, least(
            seen_on + coalesce(date_diff('day', captured_at, holds_until), 0)::integer,
            lead(seen_on - 1) over (partition by offer_id order by captured_at)
        )) as until_on
    from moments
    where terms_state = other_terms_state
),

marked as (
    select
        *,
        lag(until_at) over moments_in_order as until_at_before,
        lag(until_on) over moments_in_order as until_on_before,
        lag(capture) over moments_in_order as capture_before,
        row_number() over moments_in_order as position,
        coalesce(
            terms_state = lag(terms_state) over moments_in_order
            and facts_state = lag(facts_state) over moments_in_order
            and seen_on <= lag(until_on) over moments_in_order + 1,
            false
        ) as goes_on
    from clear_moments
    window moments_in_order as (partition by offer_id order by captured_at)
),

starts as (
    select
        *,
        lead(until_at_before) over starts_in_order as last_seen,
        lead(until_on_before) over starts_in_order as last_seen_on,
        lead(capture_before) over starts_in_order as last_capture,
        lead(position) over starts_in_order - position as sightings
    from marked
    where not goes_on
    window starts_in_order as (partition by offer_id order by captured_at)
),

ends as (
    select
        offer_id,
        max(until_at) as until_at,
        max(until_on) as until_on,
        arg_max(capture, captured_at) as capture,
        count(*) as moments
    from clear_moments
    group by offer_id
)

select
    starts.offer_id,
    starts.captured_at as first_seen,
    coalesce(starts.last_seen, ends.until_at) as last_seen,
    starts.seen_on as seen_from,
    coalesce(starts.last_seen_on, ends.until_on) as seen_to,
    coalesce(starts.sightings, ends.moments - starts.position + 1)::integer as sightings,
    starts.capture,
    case when starts.last_seen is null then ends.capture else starts.last_capture end as last_capture,
    starts.terms_state,
    starts.facts_state
from starts
inner join ends on starts.offer_id = ends.offer_id
