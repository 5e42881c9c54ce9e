-- Smaller packs called a violation although the numbers beside them do not show a dearer content.
select finding_id
from size_changes
where
    verdict = 'violates'
    and not (size_after < size_before and unit_price_percent > 0 and has_evidence and missing is null)
