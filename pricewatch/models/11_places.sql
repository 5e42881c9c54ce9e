-- Which offer is sold at each place, as the shop describes it?
-- One row per place seen in the lake files of this build; offer_id is the same in every build.
-- Left out: nothing. Where no sku is given, the address, or else name and size, tells the offer.
-- Kept only while the build runs.
with places as (
    select
        hash(place) as place_state,
        any_value(place) as place
    from sightings
    group by place_state
)

select
    place_state,
    (
        md5_number_lower(concat_ws(
            chr(31),
            place.retailer,
            coalesce(place.store, ''),
            coalesce(place.seller, ''),
            coalesce(place.variant, ''),
            coalesce(place.condition, ''),
            coalesce(place.sku, place.url, concat_ws(chr(31), place.name, place.size_text))
        )) >> 1
    )::bigint as offer_id,
    place
from places
