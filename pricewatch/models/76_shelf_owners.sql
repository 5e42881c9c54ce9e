-- How many owners stand behind the brands of a shelf?
-- One row per country, retailer (null: all) and category (null: all), of what was listed within stale_days of the
-- newest listing of the country. items: products; brands and owners: distinct, by owners.csv.
-- top_share_percent: of the items whose owner is known, those of top_owner. hhi: Herfindahl-Hirschman index of the
-- owners' shares of those items, 0 to 10,000 (10,000: one owner). known_percent: of the items with a brand, those whose
-- owner is known; brands_known_percent: the same of brands.
-- Left out: shares (null; missing says why) of fewer than shelf_items items with a brand, or where fewer than
-- shelf_known % of them have a known owner. For any list of products: from owners_among(['p1', 'p2']).
with newest as (
    select
        country,
        max(last_seen) as newest_at
    from offers
    group by country
),

listed as (
    select distinct
        offers.country,
        offers.retailer,
        products.category,
        products.product_id,
        brand_key(products.brand) as brand,
        products.ultimate_owner
    from offers
    inner join newest on offers.country is not distinct from newest.country
    inner join products on offers.product_id = products.product_id
    where
        offers.last_seen >= newest.newest_at - parameter('stale_days')::integer * interval 1 day
        and brand_key(products.brand) is not null
),

owned as (
    select
        country,
        retailer,
        category,
        ultimate_owner,
        count(distinct product_id) as items
    from listed
    where ultimate_owner is not null
    group by
        grouping sets (
            (country, ultimate_owner),
            (country, ultimate_owner, retailer),
            (country, ultimate_owner, category),
            (country, ultimate_owner, retailer, category)
        )
    having grouping(category) = 1 or category is not null
),

owners_of_shelves as (
    select
        country,
        retailer,
        category,
        count(*) as owners,
        sum(items) as items_known,
        arg_max(ultimate_owner, (items, ultimate_owner)) as top_owner,
        100.0 * max(items) / sum(items) as top_share_percent,
        10000.0 * sum(items * items) / (sum(items) * sum(items)) as hhi
    from owned
    group by country, retailer, category
),

shelves as (
    select
        country,
        retailer,
        category,
        count(distinct product_id) as items,
        count(distinct brand) as brands,
        count(distinct brand) filter (where ultimate_owner is not null) as brands_known
    from listed
    group by
        grouping sets ((country), (country, retailer), (country, category), (country, retailer, category))
    having grouping(category) = 1 or category is not null
),

measured as (
    select
        shelves.*,
        owners_of_shelves.* exclude (country, retailer, category),
        100.0 * coalesce(owners_of_shelves.items_known, 0) / shelves.items as known_percent,
        case
            when shelves.items < parameter('shelf_items')
                then 'enough items: ' || shelves.items || ' of ' || parameter('shelf_items')::integer
            when coalesce(owners_of_shelves.items_known, 0) * 100 < shelves.items * parameter('shelf_known')
                then 'owners of more of the items'
        end as missing
    from shelves
    left join owners_of_shelves
        on
            shelves.country is not distinct from owners_of_shelves.country
            and shelves.retailer is not distinct from owners_of_shelves.retailer
            and shelves.category is not distinct from owners_of_shelves.category
)

select
    country,
    retailer,
    category,
    items,
    brands,
    coalesce(owners, 0) as owners,
    case when missing is null then top_owner end as top_owner,
    case when missing is null then top_share_percent end as top_share_percent,
    case when missing is null then hhi end as hhi,
    known_percent,
    100.0 * brands_known / brands as brands_known_percent,
    missing
from measured
order by country, retailer, category
