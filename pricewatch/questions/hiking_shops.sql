-- Which shops have hikes, and how many?
select
    hikes.retailer,
    retailers.name as shop,
    count(*) as hikes
from hikes
inner join retailers on hikes.retailer = retailers.slug
group by hikes.retailer, retailers.name
order by retailers.name
