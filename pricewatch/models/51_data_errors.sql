-- What in the data must not become an accusation?
-- One row per error; kind says which. concerns: price or article (nothing on or across it is compared), was_price (no
-- claim is judged), product (no comparison with other shops), size (no change of size is read from it), nothing (told
-- for completeness). offer_id is null where a whole shop or store is concerned.
-- seen_on to seen_to: its days, the shop's own; seen_at is UTC.
-- Left out: slips of one offer on a night on which the whole shop's prices break.
with single_slips as (
    select price_slips.*
    from price_slips
    anti join scale_breaks
        on
            price_slips.retailer = scale_breaks.retailer
            and price_slips.store is not distinct from scale_breaks.store
            and price_slips.seen_on = scale_breaks.seen_on
)

select * from two_prices
union all by name
select * from scale_breaks
union all by name
select * from single_slips
union all by name
select * from intro_offers
union all by name
select * from currency_changeovers
union all by name
select * from flickers
union all by name
select * from recycled_codes
union all by name
select * from shared_codes
union all by name
select * from size_errors
order by retailer, seen_on, kind, offer_id
