-- Which things come from one owner under two names, or at two shops of one owner, and at which prices?
-- One row per pair of match_pairs that are twins and per product at two retailers (relation: twin, same), where one
-- owner stands behind both: of the brands (owners.csv, twins alone) or of the retailers (their entries); shared says
-- which, owner who. The price of each is its retailer's lowest of now (current_prices); gap_percent: the dearer over
-- the cheaper; dearer: a, b or null. A twin has no difference in what is published; only where reviewed is true has a
-- person confirmed it.
-- Left out: pairs of which no common owner is known, and twins at one retailer. gap_percent is null, and missing says
-- why, unless both prices are known for the same country, currency and period, and no further than dispersion_most
-- times apart.
with owned as (
    select
        slug,
        brand_key(owner) as owner_key,
        owner
    from retailers
    where brand_key(owner) is not null
),

twins as (
    select
        match_pairs.relation,
        match_pairs.probability,
        match_pairs.reviewed,
        match_pairs.offer_a,
        match_pairs.offer_b,
        a.retailer as retailer_a,
        b.retailer as retailer_b,
        a.product_id as product_a,
        b.product_id as product_b
    from match_pairs
    inner join offers as a on match_pairs.offer_a = a.offer_id
    inner join offers as b on match_pairs.offer_b = b.offer_id
    where match_pairs.relation = 'twin' and a.retailer != b.retailer
),

of_owners as (
    select current_prices.*
    from current_prices
    semi join owned on current_prices.retailer = owned.slug
),

same as (
    select distinct
        'same' as relation,
        null::double as probability,
        true as reviewed,
        null::bigint as offer_a,
        null::bigint as offer_b,
        a.retailer as retailer_a,
        b.retailer as retailer_b,
        a.product_id as product_a,
        b.product_id as product_b
    from of_owners as a
    inner join of_owners as b on a.product_id = b.product_id and a.retailer < b.retailer
),

pairs as (
    select * from twins
    union all by name
    select * from same
),

of_one_owner as (
    select
        pairs.*,
        case
            when a.owner_key = b.owner_key then 'retailers'
            else 'brands'
        end as shared,
        case when a.owner_key = b.owner_key then a.owner else product_a.ultimate_owner end as owner,
        product_a.name as name_a,
        product_b.name as name_b,
        product_a.brand as brand_a,
        product_b.brand as brand_b
    from pairs
    inner join products as product_a on pairs.product_a = product_a.product_id
    inner join products as product_b on pairs.product_b = product_b.product_id
    left join owned as a on pairs.retailer_a = a.slug
    left join owned as b on pairs.retailer_b = b.slug
    where
        a.owner_key = b.owner_key
        or (pairs.relation = 'twin' and product_a.ultimate_owner = product_b.ultimate_owner)
),

priced as (
    select
        of_one_owner.* exclude (offer_a, offer_b),
        coalesce(a.offer_id, of_one_owner.offer_a) as offer_a,
        coalesce(b.offer_id, of_one_owner.offer_b) as offer_b,
        a.country,
        a.currency,
        a.price_per,
        a.price as price_a,
        b.price as price_b
    from of_one_owner
    left join (
        current_prices as a
        inner join current_prices as b
            on
                a.country is not distinct from b.country
                and a.currency = b.currency
                and a.price_per is not distinct from b.price_per
    )
        on
            of_one_owner.product_a = a.product_id
            and of_one_owner.retailer_a = a.retailer
            and of_one_owner.product_b = b.product_id
            and of_one_owner.retailer_b = b.retailer
),

measured as (
    select
        *,
        greatest(price_a, price_b) <= least(price_a, price_b) * parameter('dispersion_most') as is_near
    from priced
)

select
    relation,
    shared,
    owner,
    offer_a,
    offer_b,
    retailer_a,
    retailer_b,
    product_a,
    product_b,
    name_a,
    name_b,
    brand_a,
    brand_b,
    country,
    currency,
    price_per,
    price_a,
    price_b,
    case
        when is_near
            then 100 * (greatest(price_a, price_b)::double / least(price_a, price_b)::double - 1)
    end as gap_percent,
    case when is_near and price_a > price_b then 'a' when is_near and price_b > price_a then 'b' end as dearer,
    probability,
    reviewed,
    case
        when price_a is null then 'a fresh public price of both'
        when not is_near then 'prices that can be of one thing'
    end as missing
from measured
order by gap_percent desc nulls last, offer_a, offer_b
