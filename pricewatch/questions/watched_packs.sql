-- Which packs of these products changed their size within $days of $newest?
-- One row per change, the latest first: under one code, or from one code to the next at one shop.
select
    'pack' as kind,
    size_changes.offer_id,
    chosen.product_id,
    products.name,
    chosen.shop,
    chosen.store,
    chosen.variant,
    size_changes.currency,
    size_changes.finding_id,
    size_changes.changed_on::timestamp as changed_at,
    size_changes.size_before,
    size_changes.size_after,
    size_changes.size_unit,
    size_changes.price_before,
    size_changes.price_after
from size_changes
inner join chosen on size_changes.offer_id = chosen.offer_id
inner join products on chosen.product_id = products.product_id
where
    size_changes.changed_on > $newest::timestamp - to_days($days::integer)
    and size_changes.currency is not distinct from coalesce($currency, size_changes.currency)
order by
    size_changes.changed_on desc,
    size_changes.finding_id
limit $most
