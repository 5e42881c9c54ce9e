-- Can a shop's promise to meet lower prices ever bind?
-- One row per retailer whose entry holds such a promise (price_match). Where it asks for the identical model, it cannot
-- bind on an item that goes by that name nowhere else. exclusive: such items, of which a twin is sold elsewhere;
-- defeated: those whose twin was cheaper by renamed_premium on every day of four weeks; defeated_confirmed: those of
-- which a person has confirmed that the two are one. outcome: never_binds_on_some, no_case_found, cannot_tell.
-- Left out: retailers without a promise in their entry; that is no statement that they make none.
with counted as (
    select
        retailer,
        count(*) as items,
        count(*) filter (where is_exclusive) as exclusive,
        count(*) filter (
            where is_exclusive and least_saved_percent >= parameter('renamed_premium')
        ) as defeated,
        count(*) filter (
            where is_confirmed and least_saved_percent >= parameter('renamed_premium')
        ) as defeated_confirmed
    from exclusive_items
    group by retailer
),

promised as (
    select
        retailers.slug as retailer,
        retailers.price_match,
        retailers.price_match_needs,
        retailers.price_match_source,
        retailers.price_match_on,
        coalesce(counted.items, 0) as items,
        coalesce(counted.exclusive, 0) as exclusive,
        coalesce(counted.defeated, 0) as defeated,
        coalesce(counted.defeated_confirmed, 0) as defeated_confirmed,
        case
            when retailers.price_match_needs is null then 'what the promise asks for'
            when retailers.price_match_needs != 'identical_model' then null
            when counted.items is null then 'items of a category in which twins are known'
            when counted.defeated > 0 and counted.defeated_confirmed = 0
                then 'a person who has confirmed that a twin is the same'
        end as missing
    from retailers
    left join counted on retailers.slug = counted.retailer
    where retailers.price_match is not null
)

select
    * exclude (missing),
    case
        when missing is not null then 'cannot_tell'
        when price_match_needs = 'identical_model' and defeated_confirmed > 0 then 'never_binds_on_some'
        else 'no_case_found'
    end as outcome,
    missing
from promised
order by retailer
