-- Of the deals of a named sale, how many could be had for the same or less before, or before or after?
-- One row per event, year and retailer: shares are percentages of the deals whose half years were seen (event_deals),
-- with Wilson's 95 % interval for the share before.
-- Left out: deals of which too few days were seen, whatever those show; deals says how many there were in all.
with counted as (
    select
        event,
        year,
        starts_on,
        retailer,
        count(*) as deals,
        count(was_as_cheap_before) filter (where is_covered_before) as decided_before,
        count(*) filter (where is_covered_before and was_as_cheap_before) as as_cheap_before,
        count(is_as_cheap_otherwise) filter (where is_covered_before and is_covered_after) as decided_otherwise,
        count(*) filter (
            where is_covered_before and is_covered_after and is_as_cheap_otherwise
        ) as as_cheap_otherwise
    from event_deals
    group by event, year, starts_on, retailer
),

shares as (
    select
        *,
        as_cheap_before / nullif(decided_before, 0) as share,
        3.8416 / nullif(decided_before, 0) as z2_by_n
    from counted
)

select
    * exclude (share, z2_by_n),
    share * 100 as before_percent,
    100 * (share + z2_by_n / 2 - sqrt(z2_by_n * (share * (1 - share) + z2_by_n / 4))) / (1 + z2_by_n) as before_low,
    100 * (share + z2_by_n / 2 + sqrt(z2_by_n * (share * (1 - share) + z2_by_n / 4))) / (1 + z2_by_n) as before_high,
    as_cheap_otherwise * 100 / nullif(decided_otherwise, 0) as otherwise_percent
from shares
order by starts_on desc, event, retailer
