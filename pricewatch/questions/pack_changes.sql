-- When did its pack change?
-- One row per day and change from one size to another, in order.
select
    size_changes.changed_on,
    size_changes.size_before,
    size_changes.size_after,
    size_changes.size_unit,
    string_agg(distinct chosen.shop, ', ' order by chosen.shop) as shops
from size_changes
inner join chosen on size_changes.offer_id = chosen.offer_id
where
    size_changes.country is not distinct from $country
    and size_changes.currency is not distinct from $currency
group by
    size_changes.changed_on, size_changes.size_before, size_changes.size_after, size_changes.size_unit
order by
    size_changes.changed_on,
    size_changes.size_before,
    size_changes.size_after
