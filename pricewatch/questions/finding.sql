-- What is one finding, and how well was its offer observed?
-- One row for $finding: the finding, its rule, the law that the rule set stands for, and the offer.
select
    findings.*,
    retailers.name as shop,
    retailers.publish,
    offers.name,
    offers.url,
    offers.first_seen,
    offers.last_seen,
    rules.test,
    rules.asks,
    (
        select any_value(rule_sets.source)
        from rule_sets
        where
            rule_sets.rule_set = findings.rule_set
            and rule_sets.rule_id = findings.rule_id
            and rule_sets.country is not distinct from
            case when findings.rule_set = 'info' then rule_sets.country else offers.country end
    ) as source
from findings
inner join retailers on findings.retailer = retailers.slug
left join offers on findings.offer_id = offers.offer_id
inner join rules on findings.rule_id = rules.rule_id
where findings.finding_id = $finding
