-- What became of a finding that this edition does not support, and that was published once?
-- One row for $finding.
select
    published_findings.*,
    retailers.name as shop
from published_findings
left join retailers on published_findings.retailer = retailers.slug
where published_findings.finding_id = $finding
