-- How do shops fare in each test, cleared ones too?
-- One row per rule and retailer with findings. decided: how many of them could be told at all.
-- Left out: nothing. Look at decided first: a share of few cases says little.
select
    findings.rule_id,
    rules.test,
    findings.retailer,
    count(*) as findings,
    count(*) filter (findings.verdict != 'cannot_tell') as decided,
    count(*) filter (findings.verdict = 'violates') as violates,
    count(*) filter (findings.verdict = 'consistent') as consistent
from findings
left join rules on findings.rule_id = rules.rule_id
group by all
order by findings.rule_id, violates desc, findings.retailer
