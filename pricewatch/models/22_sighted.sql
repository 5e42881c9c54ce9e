-- On which days was each offer seen?
-- One row per offer and run of consecutive days, in the retailer's own days; both ends were seen.
-- Left out: nothing. What was imported as changes counts as seen on all days that its source says it holds.
with pieces as (
    select
        offer_id,
        seen_from,
        seen_to
    from runs
    union all
    select
        offer_id,
        seen_from,
        seen_to
    from earlier_sighted
),

marked as (
    select
        *,
        coalesce(seen_from <= lag(seen_to) over pieces_in_order + 1, false) as goes_on
    from pieces
    window pieces_in_order as (partition by offer_id order by seen_from, seen_to)
),

numbered as (
    select
        *,
        count(*) filter (where not goes_on) over (
            partition by offer_id order by seen_from, seen_to rows unbounded preceding
        ) as run
    from marked
)

select
    offer_id,
    min(seen_from) as seen_from,
    max(seen_to) as seen_to
from numbered
group by offer_id, run
order by offer_id, seen_from
