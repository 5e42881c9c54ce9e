-- Claims called a violation although the numbers beside them do not show it.
select finding_id
from was_claims
where
    verdict = 'violates'
    and outcome != 'drifting_p30'
    and not case rule_id
        when 'D1' then claimed_percent > real_percent and lowest_30d is not null and days_observed > 0
        when 'D2' then claimed_percent > real_percent and spike_percent >= parameter('spike_rise')
        when 'D3' then reference_share < parameter('reference_share')
        when 'D4' then coalesce(sale_share > parameter('sale_share'), days_reset > 1)
    end
