-- Which retailers are there?
-- One row per retailer; slug names it everywhere, name is as it writes itself. price_match: its promise to meet a lower
-- price; price_match_needs: what must be cheaper elsewhere (identical_model, any_equal; null: not known).
-- Left out: retailers without a single listing.
select
    offers.retailer as slug,
    coalesce(any_value(known_retailers.name), min(offers.retailer_name), offers.retailer) as name,
    any_value(known_retailers.home) as home,
    coalesce(
        any_value(known_retailers.country),
        case when count(distinct offers.country) = 1 then min(offers.country) end
    ) as country,
    any_value(known_retailers.currency) as currency,
    coalesce(any_value(known_retailers.timezone), 'UTC') as timezone,
    any_value(known_retailers.scraper) as scraper,
    any_value(known_retailers.owner) as owner,
    any_value(known_retailers.licence) as licence,
    any_value(known_retailers.terms) as terms,
    coalesce(any_value(known_retailers.publish), 'findings') as publish,
    any_value(known_retailers.price_match) as price_match,
    any_value(known_retailers.price_match_needs) as price_match_needs,
    any_value(known_retailers.price_match_source) as price_match_source,
    any_value(known_retailers.price_match_on)::date as price_match_on,
    count(*) as offers,
    min(offers.first_seen) as first_seen,
    max(offers.last_seen) as last_seen
from offers
left join known_retailers on offers.retailer = known_retailers.slug
group by offers.retailer
order by offers.retailer
