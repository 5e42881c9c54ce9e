-- What was said of each pack, before and after another took over?
-- One row per pair of pack_pairs, with size, name and span of both sides at the time, and the prices at the seam.
-- size_ratio: what is left of the old content; null where either size is unknown or their units differ.
-- Left out: nothing.
-- Kept only while the build runs.
with last_prices as (
    select
        pack_pairs.offer_before,
        pack_pairs.ended_at,
        arg_max(price_spells.price, price_spells.first_seen) as price
    from pack_pairs
    inner join price_spells
        on pack_pairs.offer_before = price_spells.offer_id and pack_pairs.ended_at >= price_spells.first_seen
    where price_spells.price > 0
    group by pack_pairs.offer_before, pack_pairs.ended_at
),

first_prices as (
    select
        pack_pairs.offer_after,
        pack_pairs.changed_at,
        arg_min(price_spells.price, price_spells.first_seen) as price
    from pack_pairs
    inner join price_spells
        on pack_pairs.offer_after = price_spells.offer_id and pack_pairs.changed_at <= price_spells.last_seen
    where price_spells.price > 0
    group by pack_pairs.offer_after, pack_pairs.changed_at
),

sizes_held as (
    select
        offer_id,
        count(distinct size_value) as sizes
    from size_runs
    group by offer_id
)

select
    pairs.*,
    offers.retailer,
    offers.store,
    offers.product_id,
    old.product_id as product_before,
    offers.country,
    old.sku as sku_before,
    offers.sku as sku_after,
    coalesce(before.last_name, old.name) as name_before,
    coalesce(after.first_name, offers.name) as name_after,
    concat_ws(' ', coalesce(before.last_name, old.name), old.variant) as words_before,
    concat_ws(' ', coalesce(after.first_name, offers.name), offers.variant) as words_after,
    before.size_value as size_before,
    after.size_value as size_after,
    before.size_unit as unit_before,
    after.size_unit as unit_after,
    case when before.size_unit = after.size_unit then after.size_value::double / before.size_value::double end
        as size_ratio,
    before.pieces as pieces_before,
    after.pieces as pieces_after,
    before.size_basis as basis_before,
    after.size_basis as basis_after,
    coalesce(before.first_seen, old.first_seen) as began_at,
    coalesce(after.last_seen, offers.last_seen) as until_at,
    before.sightings as sightings_before,
    after.sightings as sightings_after,
    before.is_about or after.is_about as is_about,
    before.is_extra or after.is_extra as is_extra,
    before.is_drained != after.is_drained as is_restated,
    sizes_held.sizes,
    first_prices.price::double / last_prices.price::double as price_ratio
from pack_pairs as pairs
inner join offers on pairs.offer_after = offers.offer_id
inner join offers as old on pairs.offer_before = old.offer_id
left join size_runs as before on pairs.offer_before = before.offer_id and pairs.run_before = before.run
left join size_runs as after on pairs.offer_after = after.offer_id and pairs.run_after = after.run
left join sizes_held on pairs.offer_after = sizes_held.offer_id
left join last_prices on pairs.offer_before = last_prices.offer_before and pairs.ended_at = last_prices.ended_at
left join first_prices on pairs.offer_after = first_prices.offer_after and pairs.changed_at = first_prices.changed_at
