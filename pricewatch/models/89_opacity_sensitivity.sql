-- Would other weights change what the opacity index says?
-- One row per retailer, category (null: all), component and variation (dropped, halved, doubled; as weighted: none):
-- the index of the bare shares, its place among the shops of the category (1: the clearest), and how far both move.
-- Left out: shops without an opacity (see missing there).
with ranked as (
    select
        opacity_variations.*,
        rank() over (
            partition by opacity_variations.category, opacity_variations.variation, opacity_variations.component
            order by opacity_variations.opacity
        ) as place
    from opacity_variations
    inner join opacity
        on
            opacity_variations.retailer = opacity.retailer
            and opacity_variations.category is not distinct from opacity.category
            and opacity.missing is null
)

select
    ranked.*,
    ranked.opacity - usual.opacity as moved,
    ranked.place - usual.place as places_moved
from ranked
inner join ranked as usual
    on
        ranked.retailer = usual.retailer
        and ranked.category is not distinct from usual.category
        and usual.variation = 'as weighted'
order by ranked.retailer, ranked.category nulls first, ranked.component nulls first, ranked.variation
