-- What did the shop show around the day of a finding?
-- One row per spell of $offers that touches the $before days before $day or the $after days after it, with the captures
-- of its first and last sighting.
select
    price_spells.*,
    offers.name
from price_spells
inner join offers on price_spells.offer_id = offers.offer_id
where
    list_contains($offers, price_spells.offer_id)
    and price_spells.seen_to >= $day::date - $before::integer
    and price_spells.seen_from <= $day::date + $after::integer
order by price_spells.first_seen, price_spells.offer_id
