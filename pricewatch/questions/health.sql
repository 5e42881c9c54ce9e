-- How is each shop read, and how fresh is what we know of it?
-- One row per retailer: the last visit of our collector, the age of its newest listing, its offers and their prices,
-- doubts among the prices shown now, and the nights on which it was seen of the last 90.
with shown as (
    select
        offers.retailer,
        count(*) as spells,
        count(*) filter (where price_spells.price is not null) as priced,
        count(*) filter (where price_spells.doubts is not null) as doubted
    from offers
    inner join price_spells on offers.offer_id = price_spells.offer_id and offers.last_seen = price_spells.last_seen
    group by offers.retailer
)

select
    retailer_health.*,
    retailers.name as shop,
    retailers.home,
    retailers.publish,
    shown.spells,
    shown.priced,
    shown.doubted,
    (
        select count(distinct data_errors.kind || data_errors.seen_on)
        from data_errors
        where data_errors.retailer = retailer_health.retailer
    ) as data_errors
from retailer_health
inner join retailers on retailer_health.retailer = retailers.slug
left join shown on retailer_health.retailer = shown.retailer
order by shop
