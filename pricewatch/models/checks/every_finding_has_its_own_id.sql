-- Finding ids that two findings share.
select
    finding_id,
    count(*) as findings
from (
    select finding_id from hikes
    union all
    select finding_id from was_claims
) as findings
group by finding_id
having count(*) > 1
