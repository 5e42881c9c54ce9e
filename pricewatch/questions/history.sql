-- How did the prices move?
-- One row per public price spell of one country and currency, in order. Gaps between the rows are gaps in what we know.
-- was_price: what the shop says it cost before, where that is more.
select
    spells.offer_id,
    chosen.shop,
    chosen.store,
    chosen.seller,
    chosen.variant,
    spells.seen_from,
    spells.seen_to,
    spells.price,
    case when spells.was_price > spells.price then spells.was_price end as was_price,
    case when spells.was_price > spells.price then spells.was_kind end as was_kind
from spells
inner join chosen on spells.offer_id = chosen.offer_id
where
    spells.is_public
    and spells.country is not distinct from $country
    and spells.currency is not distinct from $currency
order by
    chosen.shop,
    spells.offer_id,
    spells.first_seen
