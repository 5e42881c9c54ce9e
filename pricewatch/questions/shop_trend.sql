-- What did the tests give at a shop, month by month?
-- One row per month and result of $shop.
select
    date_trunc('month', found_on)::date as month,
    verdict,
    count(*) as findings
from findings
where retailer = $shop
group by all
order by all
