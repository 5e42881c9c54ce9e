-- How often does one retailer, or one owner, ask different prices for one thing on one day in different places?
-- One row per kind and pair of places: stores (of one retailer in one country; other is null), channels and countries
-- (of two retailers with one owner, or of one retailer in two countries; each at the median price of its stores).
-- pairs: two places that ask a price for one thing on one sample day (owned_prices: one a month); differing_percent of
-- them ask different prices; gap_percent: the median of the dearer over the cheaper where they differ; own_percent:
-- differing_percent between the stores of that of the two where it is higher, its own noise. No accusation: a measure.
-- Left out: pairs in two currencies, which are not converted (missing says so). Percents are null below place_pairs.
with asked as (
    select
        retailer,
        country,
        currency,
        price_per,
        item_id,
        day,
        price,
        count(*) as stores
    from owned_prices
    group by all
),

shelves as (
    select
        retailer,
        country,
        currency,
        item_id,
        sum(stores) * (sum(stores) - 1) / 2 as pairs,
        (sum(stores) * sum(stores) - sum(stores * stores)) / 2 as differing,
        case when count(*) > 1 then (max(price)::double / min(price)::double - 1) * 100 end as gap_percent
    from asked
    group by retailer, country, currency, price_per, item_id, day
    having sum(stores) > 1
),

sides as (
    select
        holder,
        retailer,
        country,
        any_value(channel) as channel,
        currency,
        price_per,
        product_id,
        day,
        median(price)::double as price
    from owned_prices
    group by holder, retailer, country, currency, price_per, product_id, day
),

beside as (
    select
        case when coalesce(one.country, '') = coalesce(two.country, '') then 'channels' else 'countries' end as kind,
        one.retailer,
        one.country,
        two.retailer as other,
        two.country as other_country,
        one.currency,
        two.currency as other_currency,
        one.product_id,
        one.currency = two.currency as is_one_currency,
        abs(one.price - two.price) >= parameter('minor_unit')::double as is_different,
        (greatest(one.price, two.price) / least(one.price, two.price) - 1) * 100 as gap_percent
    from sides as one
    inner join sides as two
        on
            one.holder = two.holder
            and one.product_id = two.product_id
            and one.day = two.day
            and one.price_per = two.price_per
            and (one.retailer, coalesce(one.country, '')) < (two.retailer, coalesce(two.country, ''))
            and (one.country is distinct from two.country or one.channel is distinct from two.channel)
),

measured as (
    select
        'stores' as kind,
        retailer,
        country,
        null::varchar as other,
        null::varchar as other_country,
        currency,
        sum(pairs) as pairs,
        sum(differing) as differing,
        count(distinct item_id) as products,
        median(gap_percent) as gap_percent,
        quantile_cont(gap_percent, 0.9) as gap_percent_high,
        true as is_one_currency
    from shelves
    group by retailer, country, currency
    union all by name
    select
        kind,
        retailer,
        country,
        other,
        other_country,
        case when is_one_currency then any_value(currency) end as currency,
        count(*) as pairs,
        count(*) filter (where is_one_currency and is_different) as differing,
        count(distinct product_id) as products,
        median(gap_percent) filter (where is_one_currency and is_different) as gap_percent,
        quantile_cont(gap_percent, 0.9) filter (where is_one_currency and is_different) as gap_percent_high,
        is_one_currency
    from beside
    group by kind, retailer, country, other, other_country, is_one_currency
),

told as (
    select
        *,
        case
            when not coalesce(is_one_currency, false) then 'the prices are in different currencies'
            when pairs < parameter('place_pairs')
                then format('fewer than {:d} pairs', parameter('place_pairs')::integer)
        end as missing
    from measured
),

own as (
    select
        retailer,
        country,
        max(differing * 100.0 / pairs) as own_percent
    from told
    where kind = 'stores' and missing is null
    group by retailer, country
)

select
    told.kind,
    told.retailer,
    told.country,
    told.other,
    told.other_country,
    told.currency,
    told.products::integer as products,
    told.pairs::bigint as pairs,
    case when told.is_one_currency then told.differing::bigint end as differing,
    case when told.missing is null then told.differing * 100.0 / told.pairs end as differing_percent,
    case when told.missing is null then told.gap_percent end as gap_percent,
    case when told.missing is null then told.gap_percent_high end as gap_percent_high,
    case
        when told.kind != 'stores' then greatest(own.own_percent, others.own_percent)
    end as own_percent,
    told.missing
from told
left join own on told.retailer = own.retailer and told.country is not distinct from own.country
left join own as others on told.other = others.retailer and told.other_country is not distinct from others.country
order by told.kind, told.retailer, told.country, told.other, told.other_country
