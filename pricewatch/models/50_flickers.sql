-- Which prices stood for a day between twice the same?
-- One row per offer and price B in A, B, A within flicker_hours: a test, a cache or another place; kept, no change.
-- Left out: prices announced as a reduction, by a was-price beside them; nothing is wrong with a sale of one day.
-- Kept only while the build runs.
with steps as (
    select
        *,
        lag(price) over spells_in_order as price_before,
        lag(last_seen) over spells_in_order as seen_before,
        lead(price) over spells_in_order as price_next,
        lead(first_seen) over spells_in_order as seen_next
    from public_spells
    window spells_in_order as (partition by offer_id order by first_seen)
)

select
    'flicker' as kind,
    'nothing' as concerns,
    retailer,
    store,
    offer_id,
    sku,
    seen_from as seen_on,
    first_seen as seen_at,
    seen_to,
    price_before,
    price as price_after,
    1 as offers,
    'the price changes and is back within two days' as detail
from steps
where
    price_before = price_next
    and price != price_before
    and was_price is null
    and date_diff('minute', seen_before, seen_next) <= parameter('flicker_hours') * 60
