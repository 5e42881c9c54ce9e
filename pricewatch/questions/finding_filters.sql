-- By what can findings be filtered?
-- One row per rule and shop that has findings, with how many.
select
    findings.rule_id,
    any_value(rules.test) as test,
    findings.retailer,
    any_value(retailers.name) as shop,
    count(*) as findings
from findings
inner join retailers on findings.retailer = retailers.slug
inner join rules on findings.rule_id = rules.rule_id
group by findings.rule_id, findings.retailer
order by shop, findings.rule_id
