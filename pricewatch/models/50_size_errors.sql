-- Which changes of a size are none of the pack's content?
-- One row per offer and change of its size that a data error explains.
-- Left out: nothing. seen_at is UTC, seen_on the retailer's own day.
-- Kept only while the build runs.
with kinds (error, detail) as (
    values
    ('relabelled_unit', 'the size is stated in another unit: the two are not compared'),
    ('promo_pack', 'one of the packs announces extra content: the other is the usual pack'),
    ('catch_weight', 'each pack is weighed: its size is an expectation'),
    ('drained_weight', 'one size names a drained weight, the other does not'),
    ('size_typo', 'the size looks misprinted: digits, title or other shops disagree with it'),
    ('size_returns', 'the size goes back to what it was: a misprint or a pack for a while'),
    ('multipack', 'the number of packs, or a measure in the name, changed: not what one holds'),
    ('size_restatement', 'the shop restated the sizes of many things in one night'),
    ('other_pack', 'another pack of the range, not the same pack with less in it'),
    ('derived_size', 'the size moves with the price: it was computed from it'),
    ('reformulated', 'a new recipe is announced: contents are not compared'),
    ('other_article', 'the code goes on with another article')
)

select
    pack_steps.error as kind,
    'size' as concerns,
    pack_steps.retailer,
    pack_steps.store,
    pack_steps.offer_after as offer_id,
    pack_steps.sku_after as sku,
    (
        pack_steps.changed_at at time zone 'UTC' at time zone coalesce(known_retailers.timezone, 'UTC')
    )::date as seen_on,
    seen_on as seen_to,
    pack_steps.changed_at as seen_at,
    1 as offers,
    kinds.detail
from pack_steps
inner join kinds on pack_steps.error = kinds.error
left join known_retailers on pack_steps.retailer = known_retailers.slug
