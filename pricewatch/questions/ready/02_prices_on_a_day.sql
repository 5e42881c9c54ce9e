-- What did every offer cost on one day?
-- One row per offer that was seen on both sides of that day at one public price, or on the day itself.
-- Left out: offers that were not seen around that day; nothing is guessed. Put another day in the first lines.
with asked as (
    select max(seen_to) - 30 as day
    from public_spells
)

select
    asked.day,
    offers.retailer,
    offers.name,
    public_spells.price,
    public_spells.currency,
    public_spells.was_price,
    public_spells.sightings
from public_spells
cross join asked
inner join offers on public_spells.offer_id = offers.offer_id
where asked.day between public_spells.seen_from and public_spells.seen_to
order by offers.retailer, offers.name, offers.offer_id
