-- Does the claimed reduction stand up to the rules?
-- One row per claim (claims) and rule tested: D1 (prior_prices). outcome is the rule's class, missing says what is
-- missing for a verdict, days_observed and longest_gap are those of the days that the rule reads.
-- Left out: nothing of these rules.
select * from prior_prices
