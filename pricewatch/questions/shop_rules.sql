-- What did each test give at a shop, beside all shops?
-- One row per rule with a finding at $shop; failed_percent is of what could be told, all_percent the same of all shops.
select
    findings.rule_id,
    any_value(rules.test) as test,
    count(*) filter (where findings.verdict = 'violates') as failed,
    count(*) filter (where findings.verdict = 'consistent') as passed,
    count(*) filter (where findings.verdict = 'cannot_tell') as untold,
    count(*) filter (where findings.published) as published,
    count(*) filter (where findings.verdict = 'violates') * 100.0
    / nullif(count(*) filter (where findings.verdict != 'cannot_tell'), 0) as failed_percent,
    (
        select count(*) filter (where every.verdict = 'violates') * 100.0
        / nullif(count(*) filter (where every.verdict != 'cannot_tell'), 0)
        from findings as every
        where every.rule_id = findings.rule_id
    ) as all_percent
from findings
inner join rules on findings.rule_id = rules.rule_id
where findings.retailer = $shop
group by findings.rule_id
order by findings.rule_id
