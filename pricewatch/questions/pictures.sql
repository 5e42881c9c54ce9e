-- Which pictures do shops show of the products in question?
-- One row per picture of $products, those of most of its offers first.
select
    product_id,
    picture
from offers
where product_id in (select unnest($products::varchar[])) and picture is not null
group by product_id, picture
order by product_id, count(*) desc, max(last_seen) desc, picture
