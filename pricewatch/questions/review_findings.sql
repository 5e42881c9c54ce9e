-- Which findings should a person check next?
-- One row per finding that calls a test not met on evidence, published ones first, then the newest; at most $most.
-- Left out: $reviewed, what people have checked.
select
    findings.*,
    retailers.name as shop,
    offers.name
from findings
inner join retailers on findings.retailer = retailers.slug
left join offers on findings.offer_id = offers.offer_id
where
    findings.verdict = 'violates'
    and findings.has_evidence
    and not list_contains($reviewed::varchar [], findings.finding_id)
order by
    findings.published desc,
    findings.found_on desc,
    findings.finding_id
limit $most
