-- Which claimed savings are not savings on the lowest price of the 30 days before?
-- One row per claim that does not stand up to D1: what was claimed, and what is left of it (negative: dearer).
-- Left out: claims that pass, and those that cannot be told because too few days were seen.
select
    offers.name,
    was_claims.retailer,
    was_claims.claimed_on,
    was_claims.price,
    was_claims.was_price,
    was_claims.lowest_30d,
    was_claims.currency,
    round(coalesce(was_claims.claimed_percent, 100.0 * (1 - was_claims.price / was_claims.was_price)), 1) as claimed,
    round(was_claims.real_percent, 1) as left_of_it,
    was_claims.outcome
from was_claims
inner join offers on was_claims.offer_id = offers.offer_id
where was_claims.rule_id = 'D1' and was_claims.verdict = 'violates'
order by claimed - left_of_it desc, was_claims.claimed_on, offers.offer_id
