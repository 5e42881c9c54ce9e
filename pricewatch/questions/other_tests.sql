-- Which other tests were made of the same claim?
-- One row per result of another rule than the 30-day test for the claim of $offer on $day.
select
    was_claims.*,
    rules.test
from was_claims
inner join rules on was_claims.rule_id = rules.rule_id
where
    was_claims.offer_id = $offer
    and was_claims.claimed_on = $day
    and was_claims.rule_id != 'D1'
order by was_claims.rule_id
