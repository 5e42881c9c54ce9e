-- How did prices move, month by month, without anybody's quantities?
-- One row per country, currency, retailer (null: all), category (null: all), method and month. value: the first month
-- with enough is 100. An item is a product at one retailer; it moves as its offers do on average (index_items).
-- method: jevons, items matched with the month before, chained; geks_jevons, every two months of index_window compared,
-- later months spliced on what was published by the mean of all joins; time_product_dummy, a regression with one effect
-- per offer over all months. Until the window is full, and of the regression always, new months revise earlier ones.
-- low, high: index_level % of index_draws bootstrap draws of products, seeded by the group; of the regression, by its
-- standard error, clustered by product.
-- items, sellers: matched with the month before (jevons), or seen in some other month too.
-- drift: percent by which the index departs from comparing the first month with this one directly, P(0,t) P(t,0) - 1.
-- extreme, dumped: prices at which a series was cut, and clearance prices left out (index_items).
-- Left out: values (null; missing says why) of fewer than index_items matched items and, where retailers are pooled, of
-- fewer than index_sellers of them. One retailer's own index has one seller, and no such minimum. First and last months
-- may be parts of months.
with groups as (
    select
        country,
        currency,
        retailer,
        category,
        month,
        count(distinct retailer || '|' || product_id) filter (where not is_dump) as items,
        count(distinct retailer) filter (where not is_dump) as sellers,
        count(*) filter (where is_extreme) as extreme,
        count(*) filter (where is_dump) as dumped
    from index_items
    group by
        grouping sets (
            (country, currency, month),
            (country, currency, month, retailer),
            (country, currency, month, category),
            (country, currency, month, retailer, category)
        )
    having grouping(category) = 1 or category is not null
),

rows_wanted as (
    select
        groups.*,
        methods.method
    from groups
    cross join (values ('jevons'), ('geks_jevons'), ('time_product_dummy')) as methods (method)
),

measured as (
    select
        rows_wanted.* exclude (items, sellers),
        index_values.value,
        index_values.low,
        index_values.high,
        index_values.standard_error,
        coalesce(index_values.items, rows_wanted.items)::integer as items,
        coalesce(index_values.sellers, rows_wanted.sellers)::integer as sellers,
        index_values.drift
    from rows_wanted
    left join index_values
        on
            rows_wanted.country is not distinct from index_values.country
            and rows_wanted.currency is not distinct from index_values.currency
            and rows_wanted.retailer is not distinct from index_values.retailer
            and rows_wanted.category is not distinct from index_values.category
            and rows_wanted.method = index_values.method
            and rows_wanted.month = index_values.month
)

select
    country,
    currency,
    retailer,
    category,
    method,
    month,
    value,
    low,
    high,
    standard_error,
    items,
    sellers,
    drift,
    extreme::integer as extreme,
    dumped::integer as dumped,
    case
        when value is not null then null
        when items < parameter('index_items')
            then 'enough items: ' || items || ' of ' || parameter('index_items')::integer
        when retailer is null and sellers < parameter('index_sellers')
            then 'enough retailers: ' || sellers || ' of ' || parameter('index_sellers')::integer
        else 'a link with the first month: too little is sold in both'
    end as missing
from measured
order by country, currency, retailer, category, method, month
