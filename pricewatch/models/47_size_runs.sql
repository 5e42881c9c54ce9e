-- How long did each offer hold one size?
-- One row per offer and unbroken time at one size, by what the shop wrote; run counts them.
-- Left out: versions whose words name no size; one that stands between two of the same size does not part them.
-- Kept only while the build runs.
with marked as (
    select
        *,
        coalesce(
            size_value = lag(size_value) over versions_in_order
            and size_unit = lag(size_unit) over versions_in_order,
            false
        ) as goes_on
    from offer_facts
    where size_unit is not null
    window versions_in_order as (partition by offer_id order by first_seen)
),

numbered as (
    select
        *,
        count(*) filter (where not goes_on) over (
            partition by offer_id order by first_seen rows unbounded preceding
        ) as run
    from marked
)

select
    offer_id,
    run,
    any_value(size_value) as size_value,
    any_value(size_unit) as size_unit,
    arg_min(pieces, first_seen) as pieces,
    case when bool_or(size_basis = 'disputed') then 'disputed' else max(size_basis) end as size_basis,
    bool_or(is_about) as is_about,
    bool_or(is_extra) as is_extra,
    bool_or(is_drained) as is_drained,
    arg_min(name, first_seen) as first_name,
    arg_max(name, first_seen) as last_name,
    min(first_seen) as first_seen,
    max(last_seen) as last_seen,
    sum(sightings)::integer as sightings
from numbered
group by offer_id, run
