-- What did each shop say about each offer, and when?
-- One row per listing in the lake files of this build: its offer, its terms (all that is about the price) and its facts.
-- Left out: nothing. An unclear sku (none, null, nan, -) is no sku; then the address, or name and size, tells the offer.
-- Kept only while the build runs.
with listings as (
    select
        lake.*,
        coalesce(lake.country, known_retailers.country) as offer_country,
        coalesce(lake.currency, known_retailers.currency) as offer_currency,
        coalesce(known_retailers.timezone, 'UTC') as timezone,
        case
            when lower(trim(lake.sku)) not in ('', 'none', 'null', 'nan', '-') then trim(lake.sku)
        end as stated_sku
    from lake
    left join known_retailers on lake.slug = known_retailers.slug
)

select
    (md5_number_lower(concat_ws(
        chr(31),
        slug,
        coalesce(store, ''),
        coalesce(seller, ''),
        coalesce(variant, ''),
        coalesce(condition, ''),
        coalesce(stated_sku, url, concat_ws(chr(31), name, size_text))
    ))::hugeint // 2)::bigint as offer_id,
    captured_at,
    holds_until,
    case timezone
        when 'UTC' then captured_at::date
        else (captured_at at time zone 'UTC' at time zone timezone)::date
    end as seen_on,
    slug as retailer,
    retailer as retailer_name,
    store,
    seller,
    stated_sku as sku,
    url,
    variant,
    condition,
    offer_country as country,
    image,
    description,
    capture,
    reader,
    run,
    {
        'price': price,
        'price_high': price_high,
        'price_kind': price_kind,
        'price_hidden': price_hidden,
        'price_per': price_per,
        'currency': offer_currency,
        'was_price': was_price,
        'was_kind': was_kind,
        'was_text': was_text,
        'claimed_percent': claimed_percent,
        'claim_ends': claim_ends,
        'member_price': member_price,
        'price_ex_vat': price_ex_vat,
        'lowest_30d_shown': lowest_30d_shown,
        'anchor_price': anchor_price,
        'shipping': shipping,
        'fees': fees,
        'deposit': deposit,
        'term_months': term_months,
        'intro_months': intro_months,
        'price_after': price_after,
        'unit_price': unit_price,
        'unit_price_per': unit_price_per,
        'offer_text': offer_text,
        'availability': availability,
        'persona': persona,
        'doubts': doubts,
        'stated': holds_until is not null
    } as terms,
    {
        'name': name,
        'brand': brand,
        'gtin': gtin,
        'mpn': mpn,
        'shop_category': category,
        'size_text': size_text,
        'attributes': attributes
    } as facts
from listings
