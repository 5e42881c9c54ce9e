-- How many hikes would there be if the line were drawn elsewhere?
-- One row per threshold in percent; the first is the method's own, from the table parameters. Money is compared by
-- multiplying, since a division could fall just short of the line.
-- Left out: rises below the method's own line, which no table holds.
with lines as (
    select unnest([parameter('hike_note'), 10, 15, 20, 30]) as least_percent
)

select
    lines.least_percent,
    count(hikes.finding_id) as hikes,
    count(distinct hikes.retailer) as shops,
    count(hikes.finding_id) filter (hikes.market_class = 'market_wide') as with_the_whole_market,
    count(hikes.finding_id) filter (hikes.confirmed) as still_there_after_two_weeks
from lines
left join hikes on hikes.price_before * (100 + lines.least_percent) <= hikes.price_after * 100
group by lines.least_percent
order by lines.least_percent
