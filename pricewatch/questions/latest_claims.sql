-- Which reductions were claimed, and what were they against the lowest price of the 30 days before?
-- One row per claim and 30-day test of it (D1), of $products (null: all), $shop and $verdict (null: all), the latest
-- first; found counts them all, at most $most are given.
select
    was_claims.*,
    offers.name,
    offers.store,
    offers.variant,
    offers.url,
    coalesce(retailers.name, offers.retailer) as shop,
    count(*) over () as found
from was_claims
inner join offers on was_claims.offer_id = offers.offer_id
left join retailers on offers.retailer = retailers.slug
where
    was_claims.rule_id = 'D1'
    and ($products::varchar[] is null or list_contains($products::varchar[], was_claims.product_id))
    and was_claims.retailer = coalesce($shop::varchar, was_claims.retailer)
    and was_claims.verdict = coalesce($verdict::varchar, was_claims.verdict)
order by
    was_claims.claimed_on desc,
    shop,
    was_claims.finding_id
limit $most
