-- Which offers are there, and what is known of each now, before products are told apart?
-- One row per offer: where it stands, its present name, codes and size.
-- Left out: nothing.
-- Kept only while the build runs.
with present_facts as (
    select *
    from offer_facts
    qualify row_number() over (partition by offer_id order by first_seen desc) = 1
),

spans as (
    select
        offer_id,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        arg_max(currency, first_seen) filter (where currency is not null) as currency
    from price_spells
    group by offer_id
)

select
    latest.offer_id,
    latest.retailer,
    latest.retailer_name,
    latest.store,
    latest.seller,
    latest.sku,
    latest.url,
    present_facts.name,
    present_facts.brand,
    present_facts.gtin,
    codes.gtin14,
    present_facts.mpn,
    latest.variant,
    latest.condition,
    present_facts.size_text,
    present_facts.size_value,
    present_facts.size_unit,
    present_facts.pieces,
    present_facts.shop_category,
    categories.category,
    latest.country,
    spans.currency,
    latest.image,
    latest.description,
    present_facts.attributes,
    latest.capture,
    latest.run,
    spans.first_seen,
    spans.last_seen
from latest
inner join present_facts on latest.offer_id = present_facts.offer_id
inner join spans on latest.offer_id = spans.offer_id
left join codes on present_facts.gtin = codes.gtin
left join categories
    on
        present_facts.name is not distinct from categories.name
        and present_facts.shop_category is not distinct from categories.shop_category
union all by name
select *
from earlier_offers
anti join latest on earlier_offers.offer_id = latest.offer_id
