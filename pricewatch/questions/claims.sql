-- Which reductions were claimed for it?
-- One row per claim, the latest first.
select
    was_claims.*,
    chosen.shop,
    chosen.store
from was_claims
inner join chosen on was_claims.offer_id = chosen.offer_id
order by
    was_claims.claimed_on desc,
    chosen.shop,
    was_claims.finding_id
