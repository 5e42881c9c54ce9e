-- How well was each shop observed?
-- One row per retailer: its offers, on how many days the median offer was seen, and the share of their lifetime.
-- Left out: nothing. Ask this before comparing shops: what was seen seldom can neither be accused nor cleared.
with seen as (
    select
        offer_id,
        sum(seen_to - seen_from + 1) as days,
        max(seen_to) - min(seen_from) + 1 as lifetime
    from sighted
    group by offer_id
)

select
    offers.retailer,
    count(*) as offers,
    min(offers.first_seen)::date as first_seen,
    max(offers.last_seen)::date as last_seen,
    median(seen.days)::integer as days_of_the_median_offer,
    round(100.0 * sum(seen.days) / sum(seen.lifetime), 1) as days_seen_percent
from offers
inner join seen on offers.offer_id = seen.offer_id
group by offers.retailer
order by offers desc, offers.retailer
