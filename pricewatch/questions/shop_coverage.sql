-- How well was a shop observed?
-- One row for $shop: days on which any of its offers was seen, the longest time without, and its offers and spells.
with days as (
    select distinct
        sighted.seen_from,
        sighted.seen_to
    from sighted
    inner join offers on sighted.offer_id = offers.offer_id
    where offers.retailer = $shop
),

reached as (
    select
        seen_from,
        seen_to,
        max(seen_to) over (order by seen_from rows between unbounded preceding and 1 preceding) as known_to
    from days
)

select
    min(seen_from) as first_on,
    max(seen_to) as last_on,
    coalesce(max(greatest(0, seen_from - known_to - 1)), 0)::integer as longest_gap,
    (max(seen_to) - min(seen_from) + 1)::integer
    - coalesce(sum(greatest(0, seen_from - known_to - 1)), 0)::integer as days
from reached
