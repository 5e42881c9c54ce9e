-- Which prices could everybody pay?
-- One row per spell of open_spells with a price to pay.
-- Left out: prices of nothing.
select *
from open_spells
where price > 0
