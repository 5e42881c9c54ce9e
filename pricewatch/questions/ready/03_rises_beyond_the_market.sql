-- Which prices rose most beyond what the market did?
-- One row per hike (H1): a price over everything seen in the 91 days before.
-- Left out: rises of which no market is known; without one, nobody can tell a shop's rise from everybody's.
select
    offers.name,
    hikes.retailer,
    hikes.hiked_on,
    hikes.price_before,
    hikes.price_after,
    hikes.currency,
    round(hikes.rise_percent, 1) as rise_percent,
    round(hikes.market_percent, 1) as market_percent,
    round(hikes.excess_percent, 1) as excess_percent,
    hikes.peers,
    hikes.confirmed
from hikes
inner join offers on hikes.offer_id = offers.offer_id
where hikes.excess_percent is not null
order by hikes.excess_percent desc, hikes.hiked_on, offers.offer_id
