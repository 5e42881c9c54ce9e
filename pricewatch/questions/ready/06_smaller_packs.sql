-- Which packs hold less than before, and what does that do to the price of their content?
-- One row per change to a smaller size (D11).
-- Left out: larger packs, and changes that an error in the data explains.
select
    retailer,
    name_after,
    changed_on,
    size_before,
    size_after,
    size_unit,
    price_before,
    price_after,
    currency,
    round(unit_price_percent, 1) as unit_price_percent,
    kind,
    verdict
from size_changes
where size_after < size_before
order by unit_price_percent desc nulls last, changed_on, finding_id
