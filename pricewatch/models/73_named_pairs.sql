-- Which things do two shops sell now under two names, though they may be one?
-- One row per pair of retailers and two names, with the prices of both; `one` is the dearer. relation: twin; one_code,
-- one barcode under names that share no word, not even one cut short (no three first letters alike); same, where a
-- person has said so of such names. Each side is the retailer's cheapest public offer now, and
-- compared_on the last day on which both prices are known, each from at most gap_days before.
-- Left out: what only its words make one product: without a word in common it is more likely none. Other countries,
-- currencies, periods and conditions; introductory prices; names in other letters.
-- Kept only while the build runs.
with present as (
    select prices.*
    from public_spells as prices
    inner join retailers on prices.retailer = retailers.slug
    where prices.intro_months is null and prices.seen_to >= retailers.last_seen::date - parameter('gap_days')::integer
    qualify row_number() over (partition by prices.offer_id order by prices.first_seen desc) = 1
),

sold as (
    select
        present.offer_id,
        present.retailer,
        present.store,
        present.sku,
        present.product_id,
        present.country,
        present.currency,
        present.price_per,
        present.price,
        present.sightings,
        present.first_seen,
        present.last_seen,
        present.seen_from,
        present.seen_to,
        present.stated,
        offers.name,
        offers.gtin14,
        offers.size_value,
        offers.size_unit,
        offers.first_seen::date as offered_from,
        coalesce(nullif(offers.condition, ''), 'new') as condition,
        list_transform(
            regexp_extract_all(lower(strip_accents(offers.name)), '\p{L}{3,}'), lambda word: word[:3]
        ) as stems,
        regexp_matches(lower(strip_accents(offers.name)), '[a-z]') as is_latin
    from present
    inner join offers on present.offer_id = offers.offer_id
    where present.currency is not null
    qualify row_number() over (
        partition by
            present.retailer, present.product_id, present.country, present.currency, present.price_per, offers.condition
        order by present.price, present.offer_id
    ) = 1
),

confirmed as (
    select
        a.product_id,
        a.retailer as retailer_a,
        b.retailer as retailer_b
    from match_pairs
    inner join offers as a on match_pairs.offer_a = a.offer_id
    inner join offers as b on match_pairs.offer_b = b.offer_id and a.product_id = b.product_id
    where match_pairs.relation = 'same' and match_pairs.reviewed
),

names as (
    select
        a.retailer as retailer_a,
        b.retailer as retailer_b,
        a.product_id as product_a,
        b.product_id as product_b,
        match_pairs.relation,
        match_pairs.reviewed,
        match_pairs.attributes
    from match_pairs
    inner join offers as a on match_pairs.offer_a = a.offer_id
    inner join offers as b on match_pairs.offer_b = b.offer_id
    where match_pairs.relation = 'twin' and a.retailer != b.retailer
    union all by name
    select distinct
        a.retailer as retailer_a,
        b.retailer as retailer_b,
        a.product_id as product_a,
        b.product_id as product_b,
        case when a.gtin14 = b.gtin14 then 'one_code' else 'same' end as relation,
        confirmed.product_id is not null as reviewed
    from sold as a
    inner join sold as b on a.product_id = b.product_id and a.retailer < b.retailer
    left join confirmed
        on
            a.product_id = confirmed.product_id
            and a.retailer in (confirmed.retailer_a, confirmed.retailer_b)
            and b.retailer in (confirmed.retailer_a, confirmed.retailer_b)
    where
        len(a.stems) > 0
        and len(b.stems) > 0
        and a.is_latin = b.is_latin
        and not list_has_any(a.stems, b.stems)
        and (a.gtin14 = b.gtin14 or confirmed.product_id is not null)
),

both_ways as (
    select * from names
    union all by name
    select
        * exclude (retailer_a, retailer_b, product_a, product_b),
        retailer_b as retailer_a,
        retailer_a as retailer_b,
        product_b as product_a,
        product_a as product_b
    from names
),

-- Materialized, or the two shelves are joined by their currency first.
dearer as materialized (
    select
        both_ways.*,
        sold as one
    from both_ways
    inner join sold on both_ways.retailer_a = sold.retailer and both_ways.product_a = sold.product_id
)

select
    dearer.one,
    sold as other,
    dearer.relation,
    dearer.reviewed,
    dearer.attributes,
    greatest(
        least(dearer.one['seen_to'], sold.seen_to), dearer.one['seen_from'], sold.seen_from
    ) as compared_on
from dearer
inner join sold
    on
        dearer.retailer_b = sold.retailer
        and dearer.product_b = sold.product_id
        and dearer.one['country'] is not distinct from sold.country
        and dearer.one['currency'] = sold.currency
        and dearer.one['price_per'] is not distinct from sold.price_per
        and dearer.one['condition'] = sold.condition
where
    (dearer.one['price'] > sold.price or (dearer.one['price'] = sold.price and dearer.one['retailer'] < sold.retailer))
    and compared_on - parameter('gap_days')::integer <= least(dearer.one['seen_to'], sold.seen_to)
