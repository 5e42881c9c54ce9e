-- Which products are there?
-- One row per product: its commonest name, brand and size, and at how many offers and retailers it is sold.
-- owner holds the brand, ultimate_owner stands above it; owner_source and owner_as_of say where and as of when that is
-- written. null where owners.csv does not know the brand, or names several owners for it.
-- Left out: nothing.
with members as (
    select
        product_offers.product_id,
        known_offers.*
    from product_offers
    inner join known_offers on product_offers.offer_id = known_offers.offer_id
),

names as (
    select
        product_id,
        name
    from members
    where name is not null
    group by product_id, name
    qualify row_number() over (
        partition by product_id order by count(*) desc, length(name) desc, name
    ) = 1
),

alone as (
    select
        product_id,
        name,
        brand,
        category,
        size_value,
        size_unit,
        country,
        1 as offers,
        1 as retailers,
        (name is not null)::integer as names,
        concat_ws(' ', name, brand, gtin) as words,
        first_seen,
        last_seen
    from members
    qualify count(*) over (partition by product_id) = 1
),

shared as (
    select
        members.product_id,
        any_value(names.name) as name,
        mode(members.brand order by members.brand) as brand,
        mode(members.category order by members.category) as category,
        mode(members.size_value order by members.size_value) as size_value,
        mode(members.size_unit order by members.size_unit) as size_unit,
        case when count(distinct members.country) = 1 then min(members.country) end as country,
        count(*) as offers,
        count(distinct members.retailer) as retailers,
        count(distinct members.name) as names,
        concat_ws(
            ' ',
            string_agg(distinct members.name, ' ' order by members.name),
            string_agg(distinct members.brand, ' ' order by members.brand),
            string_agg(distinct members.gtin, ' ' order by members.gtin)
        ) as words,
        min(members.first_seen) as first_seen,
        max(members.last_seen) as last_seen
    from members
    anti join alone on members.product_id = alone.product_id
    left join names on members.product_id = names.product_id
    group by members.product_id
),

described as (
    select * from alone
    union all by name
    select * from shared
),

owned as (
    select
        described.product_id,
        min(owners.owner) as owner,
        min(owners.ultimate_owner) as ultimate_owner,
        min(owners.source) as owner_source,
        min(owners.as_of) as owner_as_of
    from described
    inner join owners on brand_key(described.brand) = owners.brand
    where
        coalesce(owners.country = described.country, owners.country is null)
        and coalesce(owners.category = described.category, owners.category is null)
    group by described.product_id
    having count(distinct owners.ultimate_owner) = 1
)

select
    described.* exclude (country, words, first_seen, last_seen),
    owned.* exclude (product_id),
    lower(strip_accents(described.words)) as search_text,
    described.first_seen,
    described.last_seen
from described
left join owned on described.product_id = owned.product_id
order by described.product_id
