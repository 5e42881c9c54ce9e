-- Does the claimed reduction stand up to the rules?
-- One row per claim (claims) and rule tested: D1 (prior_prices, displayed_lows), D2 (price_establishments), D3
-- (reference_shares) and D4 (perpetual_sales, countdown_resets). outcome is the rule's class, missing says what is
-- missing for a verdict, days_observed and longest_gap are those of the days that the rule reads.
-- Left out: nothing of these rules.
select * from prior_prices
union all by name
select * from displayed_lows
union all by name
select * from price_establishments
union all by name
select * from reference_shares
union all by name
select * from perpetual_sales
union all by name
select * from countdown_resets
