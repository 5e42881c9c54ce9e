-- What does a shop's opacity consist of?
-- One row per component of $shop over all categories.
select *
from opacity_shares
where retailer = $shop and category is null
order by component
