-- Offers whose days seen and whose spells do not begin and end together.
with spans as (
    select
        offer_id,
        min(seen_from) as seen_from,
        max(seen_to) as seen_to
    from price_spells
    group by offer_id
),

days as (
    select
        offer_id,
        min(seen_from) as seen_from,
        max(seen_to) as seen_to
    from sighted
    group by offer_id
)

select offer_id
from spans
full join days using (offer_id)
where
    spans.seen_from is distinct from days.seen_from
    or spans.seen_to is distinct from days.seen_to
