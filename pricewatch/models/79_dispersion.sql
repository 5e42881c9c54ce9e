-- How far apart are the prices of one product?
-- One row per product, country, currency, period and month in which at least two retailers sold it; month null: the
-- newest moment (current_prices). Of a retailer its lowest public
-- price counts; of a month, the lowest of its offers' mean prices (index_items). Prices stand without shipping.
-- cv_percent: standard deviation of the mean, corrected for few retailers: (1 + 1/(4n)) sd / mean. range_percent:
-- highest over lowest. gap_percent: second lowest over lowest. information_percent: what who knows the lowest price
-- saves of the mean. mad_percent: median distance from the median. rank_churn: 1 - Kendall's tau-b of the retailers'
-- order between the month before and this: 0 is one order, 2 the reverse.
-- Left out: products at one retailer, and prices on which data_errors cast doubt. Percents are null below their minimum
-- of retailers, and where the highest price is over dispersion_most times the lowest; missing says so.
with shared as (
    select product_id
    from products
    where retailers > 1
),

asked as (
    select
        product_id,
        country,
        currency,
        price_per,
        null::date as month,
        in_month,
        retailer,
        price::double as price
    from current_prices
    union all by name
    select
        product_id,
        country,
        currency,
        price_per,
        month,
        month as in_month,
        retailer,
        exp(log_price) as price
    from index_items
),

lowest as (
    select
        concat_ws('|', product_id, country, currency, price_per) as pool,
        product_id,
        country,
        currency,
        coalesce(price_per, 'once') as price_per,
        month,
        in_month,
        retailer,
        round(min(price), 4) as price
    from asked
    semi join shared on asked.product_id = shared.product_id
    group by product_id, country, currency, price_per, month, in_month, retailer
),

spread as (
    select
        pool,
        product_id,
        country,
        currency,
        price_per,
        month,
        count(*)::integer as retailers,
        min(price) as lowest,
        max(price) as highest,
        avg(price) as mean,
        median(price) as median,
        stddev_samp(price) as deviation,
        mad(price) as mad,
        min(price, 2)[2] as second
    from lowest
    group by pool, product_id, country, currency, price_per, month
    having count(*) > 1
),

moved as (
    select
        now.pool,
        now.month,
        now.retailer,
        now.price,
        before.price as price_before
    from lowest as now
    inner join lowest as before
        on
            now.pool = before.pool
            and now.retailer = before.retailer
            and now.in_month - interval 1 month = before.month
),

orders as (
    select
        one.pool,
        one.month,
        count(*) as pairs,
        sum(sign(one.price - other.price) * sign(one.price_before - other.price_before)) as agreed,
        sqrt(
            count(*) filter (where one.price != other.price)
            * count(*) filter (where one.price_before != other.price_before)
        ) as ordered
    from moved as one
    inner join moved as other
        on one.pool = other.pool and one.month is not distinct from other.month and one.retailer < other.retailer
    group by one.pool, one.month
),

measured as (
    select
        spread.*,
        spread.highest <= parameter('dispersion_most') * spread.lowest as is_one,
        case
            when orders.pairs >= parameter('dispersion_median') * (parameter('dispersion_median') - 1) / 2
                then 1 - orders.agreed / nullif(orders.ordered, 0)
        end as rank_churn
    from spread
    left join orders on spread.pool = orders.pool and spread.month is not distinct from orders.month
)

select
    product_id,
    country,
    currency,
    price_per,
    month,
    retailers,
    lowest,
    highest,
    mean,
    median,
    case
        when is_one and retailers >= parameter('dispersion_cv')
            then 100 * (1 + 1 / (4 * retailers)) * deviation / mean
    end as cv_percent,
    case when is_one then 100 * (highest - lowest) / lowest end as range_percent,
    case when is_one then 100 * (second - lowest) / lowest end as gap_percent,
    case when is_one then 100 * (mean - lowest) / mean end as information_percent,
    case when is_one and retailers >= parameter('dispersion_median') then 100 * mad / median end as mad_percent,
    case when is_one then rank_churn end as rank_churn,
    nullif(
        concat_ws(
            '; ',
            case when not is_one then 'prices that can be of one thing' end,
            case
                when retailers < parameter('dispersion_cv')
                    then parameter('dispersion_cv')::integer || ' retailers for cv_percent'
            end,
            case
                when retailers < parameter('dispersion_median')
                    then parameter('dispersion_median')::integer || ' retailers for mad_percent'
            end,
            case
                when rank_churn is null
                    then concat(
                        parameter('dispersion_median')::integer,
                        ' retailers, not all of one price, in two months on end for rank_churn'
                    )
            end
        ),
        ''
    ) as missing
from measured
order by product_id, country, currency, price_per, month
