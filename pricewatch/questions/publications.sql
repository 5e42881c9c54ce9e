-- How many findings were published, and how many withdrawn, by cause?
-- One row per retailer and rule; withdrawn_* count the causes.
select
    published_findings.retailer,
    any_value(retailers.name) as shop,
    published_findings.rule_id,
    any_value(rules.test) as test,
    count(*) as made,
    count(*) filter (where published_findings.status = 'withdrawn') as withdrawn,
    string_agg(distinct published_findings.cause, ', ') as causes,
    min(published_findings.first_published_at) as since
from published_findings
left join retailers on published_findings.retailer = retailers.slug
left join rules on published_findings.rule_id = rules.rule_id
group by published_findings.retailer, published_findings.rule_id
order by shop, published_findings.rule_id
