-- What did each offer cost in each month?
-- One row per offer, currency, period, series and month: the mean log public price, weighted by days. A series is what
-- may be compared with itself: it ends where the code goes on with another article or size, and at a change of price
-- beyond index_low to index_high in a month, or from a month to the next seen (is_extreme: the first row after it).
-- is_dump: the last month of an offer that is gone before its shop is, at least index_dump % cheaper than the month
-- before: a clearance.
-- Left out: spells on which data_errors cast doubt.
-- Kept only while the build runs.
with doubts as (
    select
        offer_id,
        seen_on,
        seen_to
    from data_errors
    where offer_id is not null and concerns = 'price' and kind != 'two_prices'
    union all
    select
        offers.offer_id,
        data_errors.seen_on,
        data_errors.seen_to
    from data_errors
    inner join offers
        on data_errors.retailer = offers.retailer and data_errors.store is not distinct from offers.store
    where data_errors.offer_id is null and data_errors.concerns = 'price'
),

doubted as (
    select distinct
        public_spells.offer_id,
        public_spells.first_seen
    from public_spells
    inner join doubts
        on
            public_spells.offer_id = doubts.offer_id
            and public_spells.seen_from <= doubts.seen_to
            and public_spells.seen_to >= doubts.seen_on
),

breaks as (
    select
        offer_id,
        seen_on as broken_on
    from data_errors
    where offer_id is not null and concerns = 'article'
    union
    select
        offer_id,
        first_seen::date as broken_on
    from size_runs
    where run > 1
),

articles as (
    select
        offer_id,
        broken_on,
        row_number() over (partition by offer_id order by broken_on) as article
    from breaks
),

prices as (
    select
        public_spells.offer_id,
        public_spells.currency,
        public_spells.price_per,
        coalesce(articles.article, 0) as article,
        ln(public_spells.price::double) as log_price,
        public_spells.seen_from,
        public_spells.seen_to,
        unnest(
            generate_series(
                date_trunc('month', public_spells.seen_from),
                date_trunc('month', public_spells.seen_to),
                interval 1 month
            )
        )::date as month
    from public_spells
    asof left join articles
        on public_spells.offer_id = articles.offer_id and public_spells.seen_from >= articles.broken_on
    anti join doubted
        on public_spells.offer_id = doubted.offer_id and public_spells.first_seen = doubted.first_seen
),

months as (
    select
        offer_id,
        currency,
        price_per,
        article,
        month,
        sum(log_price * days) / sum(days) as log_price
    from (
        select
            *,
            least(seen_to, last_day(month)) - greatest(seen_from, month) + 1 as days
        from prices
    ) as days_in_months
    group by all
),

steps as (
    select
        *,
        log_price - lag(log_price) over series_in_order as step,
        lead(month) over series_in_order is null as is_last
    from months
    window series_in_order as (partition by offer_id, currency, price_per, article order by month)
),

marked as (
    select
        *,
        coalesce(step < ln(parameter('index_low')) or step > ln(parameter('index_high')), false) as is_extreme
    from steps
),

last_months as (
    select
        retailer,
        store,
        date_trunc('month', max(last_seen))::date as last_month
    from offers
    group by all
)

select
    offers.country,
    marked.currency,
    offers.retailer,
    offers.category,
    offers.product_id,
    marked.offer_id,
    marked.price_per,
    concat_ws(
        '.',
        marked.article,
        count(*) filter (where marked.is_extreme) over (
            partition by marked.offer_id, marked.currency, marked.price_per, marked.article
            order by marked.month rows unbounded preceding
        )
    ) as series,
    marked.month,
    marked.log_price,
    marked.is_extreme,
    coalesce(
        marked.is_last
        and marked.month < last_months.last_month
        and marked.step <= ln(1 - parameter('index_dump') / 100),
        false
    ) as is_dump
from marked
inner join offers on marked.offer_id = offers.offer_id
inner join last_months
    on offers.retailer = last_months.retailer and offers.store is not distinct from last_months.store
