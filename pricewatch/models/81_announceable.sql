-- Which findings may be told to the shop, and after the notice to everybody?
-- One row per finding that a rule in force where it was found calls a violation, whose evidence was seen twice, that is
-- no longer provisional, and whose retailer's entry lets findings be published. One about two offers under two codes
-- needs a person who decided that they are the same.
-- Left out: all that clears, cannot tell, or is for information (rule_set info); what a person called wrong.
-- Kept only while the build runs.
select findings.*
from findings
inner join retailers on findings.retailer = retailers.slug
left join item_offers as items_before on findings.offer_id_before = items_before.offer_id
left join item_offers as items_after on findings.offer_id = items_after.offer_id
left join decided_pairs
    on
        decided_pairs.kind = 'same'
        and decided_pairs.left_id = least(items_before.item_id, items_after.item_id)
        and decided_pairs.right_id = greatest(items_before.item_id, items_after.item_id)
anti join findings_called_wrong on findings.finding_id = findings_called_wrong.finding_id
where
    findings.verdict = 'violates'
    and findings.has_evidence
    and not findings.is_provisional
    and findings.rule_set != 'info'
    and retailers.publish in ('findings', 'extracts', 'all')
    and (
        findings.offer_id_before is null
        or items_before.item_id = items_after.item_id
        or decided_pairs.kind is not null
    )
