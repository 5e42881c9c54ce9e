-- Which findings may leave the house by themselves?
-- One row per finding that a rule in force where it was found calls a violation, whose evidence was seen twice, that is
-- no longer provisional, and whose retailer's entry lets findings be published.
-- Left out: all that clears, cannot tell, or is for information (rule_set info).
-- Kept only while the build runs.
select findings.*
from findings
inner join retailers on findings.retailer = retailers.slug
where
    findings.verdict = 'violates'
    and findings.has_evidence
    and not findings.is_provisional
    and findings.rule_set != 'info'
    and retailers.publish in ('findings', 'extracts', 'all')
