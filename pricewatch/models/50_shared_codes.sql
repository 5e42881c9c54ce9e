-- Which barcodes stand on a bottle and on its case?
-- One row per offer whose barcode other offers carry too, at sizes that differ by a whole number of times, or, where
-- no size tells, at a price of many times their median.
-- Left out: invalid barcodes, and sizes that the price does not follow: they are stated otherwise, not larger.
-- Which of them the barcode belongs to is not said; they are no one product.
-- Kept only while the build runs.
with latest as (
    select
        offer_id,
        arg_max(price, first_seen) as price
    from public_spells
    group by offer_id
),

coded as (
    select
        offers.*,
        latest.price::double as price
    from offers
    inner join latest on offers.offer_id = latest.offer_id
    where offers.gtin14 is not null
),

compared as (
    select
        *,
        count(*) over by_code as offers_of_code,
        min(size_value::double) over (partition by gtin14, size_unit) as least_size,
        arg_min(price, size_value) over (partition by gtin14, size_unit, currency) as least_price,
        median(price) over (partition by gtin14, currency) as usual_price,
        count(distinct retailer) over (partition by gtin14, currency) as retailers
    from coded
    window by_code as (partition by gtin14)
    qualify count(*) over by_code > 1
),

multiples as (
    select
        *,
        case
            when size_unit is not null then size_value::double / least_size
            when retailers >= parameter('shared_code_retailers') then price / usual_price
        end as multiple
    from compared
)

select
    'shared_code' as kind,
    'product' as concerns,
    retailer,
    store,
    offer_id,
    sku,
    first_seen::date as seen_on,
    first_seen as seen_at,
    last_seen::date as seen_to,
    round(multiple) as factor,
    offers_of_code::integer as offers,
    'the barcode stands on a pack ' || round(multiple)::integer || ' times as large elsewhere' as detail
from multiples
where
    round(multiple) >= 2
    and abs(multiple / round(multiple) - 1) * 100 <= case
        when size_unit is not null then parameter('change_least') else parameter('shared_code_near')
    end
    and (
        (size_unit is not null and abs(log10(price / least_price / multiple)) <= log10(parameter('slip_near')))
        or (size_unit is null and round(multiple) >= parameter('shared_code_few'))
    )
