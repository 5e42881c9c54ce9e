-- What does each retailer ask for each product now?
-- One row per product, country, currency, period and retailer: its lowest public price and the offer that has it.
-- Now: seen within stale_days of the newest listing of the country.
-- Left out: prices on which data_errors cast doubt, and offers whose last listing is no public price.
-- Kept only while the build runs.
with newest as (
    select
        country,
        max(last_seen) as newest_at
    from offers
    group by country
),

asked as (
    select
        public_spells.*,
        newest.newest_at
    from public_spells
    inner join offers
        on public_spells.offer_id = offers.offer_id and public_spells.last_seen = offers.last_seen
    inner join newest on public_spells.country is not distinct from newest.country
    where public_spells.last_seen >= newest.newest_at - parameter('stale_days')::integer * interval 1 day
),

doubted as (
    select asked.offer_id
    from asked
    inner join data_errors
        on
            asked.offer_id = data_errors.offer_id
            and asked.seen_from <= data_errors.seen_to
            and asked.seen_to >= data_errors.seen_on
    where data_errors.concerns in ('price', 'article', 'product')
    union
    select asked.offer_id
    from asked
    inner join data_errors
        on
            asked.retailer = data_errors.retailer
            and asked.store is not distinct from data_errors.store
            and asked.seen_from <= data_errors.seen_to
            and asked.seen_to >= data_errors.seen_on
    where data_errors.offer_id is null and data_errors.concerns = 'price'
)

select
    asked.product_id,
    asked.country,
    asked.currency,
    asked.price_per,
    asked.retailer,
    min(asked.price) as price,
    arg_min(asked.offer_id, (asked.price, asked.offer_id)) as offer_id,
    date_trunc('month', any_value(asked.newest_at))::date as in_month
from asked
anti join doubted on asked.offer_id = doubted.offer_id
group by asked.product_id, asked.country, asked.currency, asked.price_per, asked.retailer
