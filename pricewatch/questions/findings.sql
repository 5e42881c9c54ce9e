-- Which findings are there, newest first?
-- One row per finding of $rule, $verdict and $shop (null: all); found counts them all, at most
-- $most are given.
select
    findings.*,
    retailers.name as shop,
    offers.name,
    rules.test,
    count(*) over () as found
from findings
inner join retailers on findings.retailer = retailers.slug
left join offers on findings.offer_id = offers.offer_id
inner join rules on findings.rule_id = rules.rule_id
where
    findings.rule_id = coalesce($rule, findings.rule_id)
    and findings.verdict = coalesce($verdict, findings.verdict)
    and findings.retailer = coalesce($shop, findings.retailer)
order by
    findings.found_on desc,
    findings.finding_id
limit $most
