-- Spells that begin before the spell before them has ended, or end before they begin.
select
    offer_id,
    first_seen,
    last_seen
from price_spells
where not stated
qualify
    first_seen > last_seen
    or first_seen <= lag(last_seen) over (partition by offer_id order by first_seen)
