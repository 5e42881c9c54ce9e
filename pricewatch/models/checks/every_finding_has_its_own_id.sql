-- Finding ids that two findings share.
select
    finding_id,
    count(*) as findings
from (
    select finding_id from hikes
    union all
    select finding_id from was_claims
    union all
    select finding_id from size_changes
    union all
    select finding_id from renames
    union all
    select finding_id from cumulative_rises
    union all
    select finding_id from round_trips
    union all
    select finding_id from event_deals
    union all
    select finding_id from fees
    union all
    select finding_id from promo_expiries
    union all
    select finding_id from renewals
    union all
    select finding_id from unit_prices
    union all
    select finding_id from renamed_prices
    union all
    select finding_id from member_prices
) as findings
group by finding_id
having count(*) > 1
