-- How long did each offer stand at each price?
-- One row per offer and spell: an unbroken time in which no price field changed. Times are UTC, days the retailer's
-- own; capture and last_capture are the WARC records of the first and the last sighting.
-- Left out: instants with two prices at once (data_errors). A gap in sightings longer than gap_days ends a spell.
with pieces as (
    select
        offer_id,
        terms_state,
        first_seen,
        last_seen,
        seen_from,
        seen_to,
        sightings,
        capture,
        last_capture
    from runs
    union all by name
    select
        offer_id,
        terms_state,
        first_seen,
        last_seen,
        seen_from,
        seen_to,
        sightings,
        capture,
        last_capture
    from earlier_price_spells
),

marked as (
    select
        *,
        coalesce(
            terms_state = lag(terms_state) over pieces_in_order
            and first_seen <= lag(last_seen) over pieces_in_order
            + parameter('gap_days')::integer * interval 1 day,
            false
        ) as goes_on
    from pieces
    window pieces_in_order as (partition by offer_id order by first_seen)
),

numbered as (
    select
        *,
        count(*) filter (where not goes_on) over (
            partition by offer_id order by first_seen rows unbounded preceding
        ) as spell
    from marked
),

spells as (
    select
        offer_id,
        any_value(terms_state) as terms_state,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        min(seen_from) as seen_from,
        max(seen_to) as seen_to,
        sum(sightings)::integer as sightings,
        arg_min(coalesce(capture, ''), first_seen) as capture,
        arg_max(coalesce(last_capture, ''), first_seen) as last_capture
    from numbered
    group by offer_id, spell
),

known_terms as (
    select
        terms_state,
        unnest(terms)
    from terms
    union all by name
    select * exclude (offer_id, first_seen, last_seen, seen_from, seen_to, sightings, capture, last_capture)
    from earlier_price_spells
    anti join terms on earlier_price_spells.terms_state = terms.terms_state
    qualify row_number() over (partition by terms_state order by offer_id, first_seen) = 1
)

select
    spells.* exclude (capture, last_capture),
    known_terms.* exclude (terms_state),
    nullif(spells.capture, '') as capture,
    nullif(spells.last_capture, '') as last_capture
from spells
inner join known_terms on spells.terms_state = known_terms.terms_state
order by spells.offer_id, spells.first_seen
