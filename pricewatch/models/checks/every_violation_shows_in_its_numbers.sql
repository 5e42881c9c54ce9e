-- Claims called a violation although the numbers beside them do not show it.
select finding_id
from was_claims
where
    rule_id = 'D1'
    and outcome != 'drifting_p30'
    and verdict = 'violates'
    and not (claimed_percent > real_percent and lowest_30d is not null and days_observed > 0)
