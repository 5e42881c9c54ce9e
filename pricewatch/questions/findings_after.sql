-- Which findings are there, the newest first?
-- One row per finding that fits the filters (null: all of them); at most $most of those that follow the finding
-- $after_id of the day $after_on.
select *
from findings
where
    rule_id = coalesce($rule, rule_id)
    and verdict = coalesce($verdict, verdict)
    and retailer = coalesce($retailer, retailer)
    and product_id is not distinct from coalesce($product, product_id)
    and published = coalesce($published::boolean, published)
    and found_on >= coalesce($since::date, found_on)
    and (
        $after_on is null
        or found_on::varchar < $after_on
        or (found_on::varchar = $after_on and finding_id > $after_id)
    )
order by
    found_on desc,
    finding_id
limit $most
