-- How often does each test find something, beside what others published?
-- One row per rule and verdict, all shops together.
-- Left out: rules that found nothing. A published figure is of another country and year: compare orders of magnitude.
select
    base_rates.rule_id,
    rules.test,
    base_rates.verdict,
    base_rates.findings,
    round(base_rates.per_1000_offer_years, 1) as per_1000_offer_years,
    base_rates.published_low,
    base_rates.published_high,
    base_rates.published_unit,
    base_rates.published_by
from base_rates
left join rules on base_rates.rule_id = rules.rule_id
where base_rates.retailer is null and base_rates.outcome is null
order by base_rates.rule_id, base_rates.verdict
