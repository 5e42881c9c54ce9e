-- Which shops have claimed a reduction?
-- One row per retailer with a claim of the 30-day test.
select distinct
    was_claims.retailer,
    coalesce(retailers.name, was_claims.retailer) as shop
from was_claims
left join retailers on was_claims.retailer = retailers.slug
where was_claims.rule_id = 'D1'
order by shop
