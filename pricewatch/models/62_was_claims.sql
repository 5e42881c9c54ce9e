-- Does the claimed reduction stand up to the rules?
-- One row per claim (claims) and rule tested: D1 (prior_prices), and per low shown beside a reduction
-- (displayed_lows). outcome is the rule's class, missing what is missing for a verdict, days_observed and
-- longest_gap are those of the days that the rule reads.
-- Left out: nothing of these rules.
select * from prior_prices
union all by name
select * from displayed_lows
