-- Which was-prices may be left in the currency that a country gave up?
-- One row per claim (claims) near a changeover whose was-price stands at the fixed rate to a price of the twelve
-- months before, or to the price that it is claimed for.
-- Left out: all other claims.
select distinct claims.claim_key
from claims
inner join changeovers
    on
        claims.country = changeovers.country
        and claims.currency = changeovers.currency
        and claims.claimed_on >= changeovers.changed_on - parameter('changeover_days')::integer
        and claims.claimed_on <= changeovers.changed_on + parameter('changeover_days')::integer
left join histories on claims.offer_id = histories.offer_id and claims.announced_on = histories.anchor_on
where
    least(
        abs(claims.was_price - coalesce(histories.price, claims.price) * changeovers.rate),
        abs(claims.was_price - claims.price * changeovers.rate)
    ) * 100 <= claims.was_price * parameter('claim_tolerance')
