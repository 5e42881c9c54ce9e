-- How opaque is a shop in each category?
-- One row per category of $shop.
select *
from opacity
where retailer = $shop and category is not null
order by category
