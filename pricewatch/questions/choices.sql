-- Among which categories and shops can a shopper choose?
-- One row per category and per shop of $country (kind), with its name, those with most offers first.
select
    'category' as kind,
    category as value,
    category as name,
    count(*) as offers
from offers
where country is not distinct from $country and category is not null
group by category
union all
select
    'shop' as kind,
    offers.retailer as value,
    any_value(coalesce(retailers.name, offers.retailer)) as name,
    count(*) as offers
from offers
left join retailers on offers.retailer = retailers.slug
where offers.country is not distinct from $country
group by offers.retailer
order by offers desc, name
