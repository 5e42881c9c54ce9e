-- Which products are sold at one of these addresses?
-- One row per product of $addresses (the spellings of one address), in their order.
select
    offers.product_id,
    count(*) over () as found
from offers
inner join (
    select
        unnest($addresses::varchar[]) as url,
        generate_subscripts($addresses::varchar[], 1) as place
) as asked on offers.url = asked.url
group by offers.product_id
order by
    min(asked.place),
    offers.product_id
