-- Under how many names does one product go?
-- One row per product that is sold now by entropy_listings retailers or more: each retailer's item counts once, by its
-- commonest name. names: after case, accents, sizes, numbers and the order of words are taken off. entropy: in bits,
-- 0 where all call it the same; entropy_corrected: Miller and Madow's; entropy_share: of what so many items could have.
-- Left out: items without a name. Chains that cut names short have several where there is one: it names no culprit.
with items as (
    select
        offers.product_id,
        offers.retailer,
        mode(offers.name order by offers.name) as name
    from offers
    inner join retailers on offers.retailer = retailers.slug
    where
        offers.name is not null
        and offers.last_seen >= retailers.last_seen - parameter('gap_days')::integer * interval 1 day
    group by offers.product_id, offers.retailer
    qualify count(*) over (partition by offers.product_id) >= parameter('entropy_listings')
),

named as (
    select
        product_id,
        array_to_string(
            list_sort(list_distinct(regexp_extract_all(lower(strip_accents(name)), '\p{L}{3,}'))), ' '
        ) as bare_name,
        count(*) as items
    from items
    group by product_id, bare_name
),

shares as (
    select
        *,
        items / sum(items) over (partition by product_id) as share
    from named
),

entropies as (
    select
        product_id,
        sum(items)::integer as items,
        count(*) as names,
        greatest(0, -sum(share * log2(share))) as entropy
    from shares
    group by product_id
)

select
    *,
    entropy / log2(items) as entropy_share,
    entropy + (names - 1) / (2 * items * ln(2)) as entropy_corrected
from entropies
order by entropy desc, product_id
