-- On which days was each sale that shops name?
-- One row per event, country and year from the first price to the last; no country means everywhere.
-- Left out: sales of one shop, and those whose days no calendar gives. Days are from event_days.csv.
with years as (
    select unnest(generate_series(year(min(first_seen)), year(max(last_seen)))) as year
    from price_spells
),

anchored as (
    select
        event_days.*,
        years.year,
        make_date(years.year, event_days.month, coalesce(event_days.day, 1)) as day_one
    from event_days
    cross join years
),

dated as (
    select
        *,
        day_one + coalesce((weekday - isodow(day_one) + 7) % 7 + 7 * (nth - 1), 0)::integer + shift as starts_on
    from anchored
)

select
    event,
    country,
    year,
    starts_on,
    starts_on + days - 1 as ends_on
from dated
order by starts_on, event, country
