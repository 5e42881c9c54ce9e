-- In which countries and currencies are the chosen offers sold?
-- One row per market, the one with most offers first.
select
    country,
    currency
from spells
where is_latest
group by country, currency
order by
    count(*) desc,
    country nulls last,
    currency nulls last
