-- Which rises are there, newest first?
-- One row per hike of $shop and $tier (null: all); found counts them all, at most $most are given.
select
    hikes.*,
    retailers.name as shop,
    offers.store,
    offers.name,
    count(*) over () as found
from hikes
inner join retailers on hikes.retailer = retailers.slug
inner join offers on hikes.offer_id = offers.offer_id
where
    hikes.retailer = coalesce($shop, hikes.retailer)
    and hikes.tier = coalesce($tier, hikes.tier)
order by
    hikes.hiked_on desc,
    hikes.rise_percent desc,
    hikes.finding_id
limit $most
