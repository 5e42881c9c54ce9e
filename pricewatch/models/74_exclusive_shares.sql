-- How much of a shop's shelf is sold elsewhere, but under no name by which it can be found there?
-- One row per retailer and category: items on sale now, those with a twin at another shop but no exact match anywhere
-- (exclusive), and those of which a person has confirmed that (exclusive_confirmed). exclusive_percent is null below
-- exclusive_items items; missing says so. It counts twins that no person has confirmed: a measure, no accusation.
-- Left out: categories in which no twin is known anywhere: nobody looked, or nothing is published to look at.
select
    retailer,
    category,
    count(*) as items,
    count(*) filter (where is_exclusive) as exclusive,
    count(*) filter (where is_confirmed) as exclusive_confirmed,
    case
        when count(*) >= parameter('exclusive_items') then count(*) filter (where is_exclusive) * 100 / count(*)
    end as exclusive_percent,
    case
        when count(*) < parameter('exclusive_items') then 'items: a share of fewer than 50 is none'
    end as missing
from exclusive_items
group by retailer, category
order by retailer, category
