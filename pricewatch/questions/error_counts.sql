-- What in the data is set aside, and how often?
-- One row per kind of data error, commonest first, with one example.
select
    kind,
    count(*) as cases,
    count(distinct retailer) as shops,
    any_value(detail) as detail
from data_errors
group by kind
order by cases desc, kind
