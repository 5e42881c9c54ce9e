-- How long did each offer stand at each price?
-- One row per offer and spell: an unbroken time in which no price field changed. Times are UTC, days the retailer's own.
-- Left out: instants with two prices at once (data_errors). A gap in sightings longer than gap_days ends a spell.
with pieces as (
    select
        runs.offer_id,
        runs.terms_state,
        unnest(terms.terms),
        runs.first_seen,
        runs.last_seen,
        runs.seen_from,
        runs.seen_to,
        runs.sightings
    from runs
    inner join terms on runs.terms_state = terms.terms_state
    union all by name
    select * from earlier_price_spells
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
        count(*) filter (where not goes_on) over (partition by offer_id order by first_seen) as spell
    from marked
)

select
    * exclude (goes_on, spell) replace (
        max(last_seen) over (partition by offer_id, spell) as last_seen,
        max(seen_to) over (partition by offer_id, spell) as seen_to,
        sum(sightings) over (partition by offer_id, spell)::integer as sightings
    )
from numbered
qualify not goes_on
order by offer_id, first_seen
