-- Which of a shop's items are sold under a name that no other shop uses, though a twin of them is sold elsewhere?
-- One row per retailer and product that it sells now in a category in which twins are known. is_exclusive: no other
-- retailer sells the product, but one sells a twin; is_confirmed: a person has confirmed such a twin.
-- saved_percent: by how much the cheapest twin undercuts it (renamed_prices), and least_saved_percent, at least, on
-- every day of four weeks; null where no twin's price is known now.
-- Left out: categories in which no twin is known anywhere: nobody looked, or nothing is published to look at.
-- Kept only while the build runs.
with items as (
    select
        offers.retailer,
        offers.product_id,
        min(offers.category) as category
    from offers
    inner join retailers on offers.retailer = retailers.slug
    where offers.last_seen >= retailers.last_seen - parameter('gap_days')::integer * interval 1 day
    group by offers.retailer, offers.product_id
),

twins as (
    select
        a.retailer,
        a.product_id,
        b.retailer as twin_retailer,
        b.product_id as twin_id,
        match_pairs.reviewed
    from match_pairs
    inner join offers as a on match_pairs.offer_a = a.offer_id
    inner join offers as b on match_pairs.offer_b = b.offer_id
    where match_pairs.relation = 'twin'
    union
    select
        b.retailer,
        b.product_id,
        a.retailer as twin_retailer,
        a.product_id as twin_id,
        match_pairs.reviewed
    from match_pairs
    inner join offers as a on match_pairs.offer_a = a.offer_id
    inner join offers as b on match_pairs.offer_b = b.offer_id
    where match_pairs.relation = 'twin'
),

sold_twins as (
    select
        twins.retailer,
        twins.product_id,
        bool_or(twins.reviewed) as reviewed
    from twins
    inner join items on twins.twin_retailer = items.retailer and twins.twin_id = items.product_id
    group by twins.retailer, twins.product_id
),

compared as (
    select distinct items.category
    from items
    inner join twins on items.retailer = twins.retailer and items.product_id = twins.product_id
),

sellers as (
    select
        product_id,
        count(*) as sellers
    from items
    group by product_id
),

cheaper as (
    select
        retailer,
        product_id,
        max((price - other_price)::double / price::double * 100) as saved_percent,
        max(least_premium_percent * 100 / (100 + least_premium_percent)) as least_saved_percent
    from renamed_prices
    where relation = 'twin'
    group by retailer, product_id
)

select
    items.*,
    sold_twins.product_id is not null and sellers.sellers = 1 as is_exclusive,
    coalesce(sold_twins.reviewed and sellers.sellers = 1, false) as is_confirmed,
    cheaper.saved_percent,
    cheaper.least_saved_percent
from items
inner join compared on items.category = compared.category
inner join sellers on items.product_id = sellers.product_id
left join sold_twins on items.retailer = sold_twins.retailer and items.product_id = sold_twins.product_id
left join cheaper on items.retailer = cheaper.retailer and items.product_id = cheaper.product_id
