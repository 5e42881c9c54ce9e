-- Which published findings were withdrawn, and why?
-- One row per withdrawn finding, latest first, at most $most.
select
    published_findings.*,
    retailers.name as shop
from published_findings
left join retailers on published_findings.retailer = retailers.slug
where published_findings.status = 'withdrawn'
order by published_findings.withdrawn_at desc, published_findings.finding_id
limit $most
