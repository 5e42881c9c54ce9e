-- What did each shop say about each offer, and when?
-- One row per listing in the lake files of this build: its place, its terms (all about the price) and its facts.
-- Left out: nothing. An unclear sku (none, null, nan, -) is no sku.
-- Kept only while the build runs.
select
    lake.captured_at,
    lake.holds_until,
    case coalesce(known_retailers.timezone, 'UTC')
        when 'UTC' then lake.captured_at::date
        else (lake.captured_at at time zone 'UTC' at time zone known_retailers.timezone)::date
    end as seen_on,
    lake.capture,
    lake.run,
    {
        'retailer': lake.slug,
        'retailer_name': lake.retailer,
        'store': lake.store,
        'seller': lake.seller,
        'sku': case when lower(trim(lake.sku)) not in ('', 'none', 'null', 'nan', '-') then trim(lake.sku) end,
        'url': lake.url,
        'variant': lake.variant,
        'condition': lake.condition,
        'name': lake.name,
        'size_text': lake.size_text,
        'country': coalesce(lake.country, known_retailers.country),
        'image': lake.image,
        'description': lake.description
    } as place,
    {
        'price': lake.price,
        'price_high': lake.price_high,
        'price_kind': lake.price_kind,
        'price_hidden': lake.price_hidden,
        'price_per': lake.price_per,
        'currency': coalesce(lake.currency, known_retailers.currency),
        'was_price': lake.was_price,
        'was_kind': lake.was_kind,
        'was_text': lake.was_text,
        'claimed_percent': lake.claimed_percent,
        'claim_ends': lake.claim_ends,
        'member_price': lake.member_price,
        'price_ex_vat': lake.price_ex_vat,
        'lowest_30d_shown': lake.lowest_30d_shown,
        'anchor_price': lake.anchor_price,
        'shipping': lake.shipping,
        'fees': lake.fees,
        'deposit': lake.deposit,
        'term_months': lake.term_months,
        'intro_months': lake.intro_months,
        'price_after': lake.price_after,
        'unit_price': lake.unit_price,
        'unit_price_per': lake.unit_price_per,
        'offer_text': lake.offer_text,
        'availability': lake.availability,
        'persona': lake.persona,
        'doubts': lake.doubts,
        'stated': lake.holds_until is not null
    } as terms,
    {
        'name': lake.name,
        'brand': lake.brand,
        'gtin': lake.gtin,
        'mpn': lake.mpn,
        'shop_category': lake.category,
        'size_text': lake.size_text,
        'attributes': lake.attributes
    } as facts
from lake
left join known_retailers on lake.slug = known_retailers.slug
