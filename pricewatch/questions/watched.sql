-- What changed for somebody who watches these products?
-- One row per change that was asked for, in one country and currency, within $days of $newest, the latest first:
-- below: an offer came down to $below; drop, rise: it moved by $drop or $rise percent or more from one price to the next;
-- low: the lowest that anybody asked for the product since known_since, $known days before or more; stock: it can be
-- bought again. Each condition is asked for by its number or flag (null: not). Prices are public and before shipping.
-- Left out: prices that a data error doubts.
with doubted as (
    select distinct
        chosen.offer_id,
        data_errors.seen_on,
        data_errors.seen_to
    from data_errors
    inner join offers
        on
            data_errors.offer_id = offers.offer_id
            or (
                data_errors.offer_id is null
                and data_errors.retailer = offers.retailer
                and data_errors.store is not distinct from offers.store
            )
    inner join chosen on offers.offer_id = chosen.offer_id
    where data_errors.concerns in ('price', 'article')
),

known as (
    select
        spells.*,
        lag(availability) over (partition by offer_id order by first_seen) as availability_before
    from spells
    anti join doubted
        on spells.offer_id = doubted.offer_id and spells.seen_from <= doubted.seen_to and spells.seen_to >= doubted.seen_on
    where
        country is not distinct from $country
        and currency is not distinct from $currency
),

steps as (
    select
        *,
        lag(price) over own as price_before,
        lag(last_seen) over own as before_seen,
        min(price) over everybody as lowest_before,
        min(first_seen) over everybody as known_since
    from known
    where is_public and price > 0
    window
        own as (partition by offer_id, coalesce(price_per, 'once') order by first_seen),
        everybody as (
            partition by product_id, coalesce(price_per, 'once')
            order by first_seen
            range between unbounded preceding and interval 1 microsecond preceding
        )
),

wanted as (
    select
        *,
        unnest(list_filter(
            [
                case when price <= $below::decimal(18, 4) and coalesce(price_before > $below::decimal(18, 4), true) then 'below' end,
                case when price * 100.0 <= price_before * (100.0 - $drop::double) then 'drop' end,
                case when price * 100.0 >= price_before * (100.0 + $rise::double) then 'rise' end,
                case
                    when $low and price < lowest_before and known_since <= first_seen - to_days($known::integer)
                        then 'low'
                end,
                case when $stock and availability = 'in_stock' and availability_before = 'out_of_stock' then 'stock' end
            ],
            lambda kind: kind is not null
        )) as kind
    from steps
    where first_seen > $newest::timestamp - to_days($days::integer)
)

select
    wanted.kind,
    wanted.offer_id,
    wanted.product_id,
    products.name,
    chosen.shop,
    chosen.store,
    chosen.variant,
    wanted.currency,
    wanted.price_per,
    wanted.first_seen as changed_at,
    wanted.price,
    wanted.price_before,
    wanted.before_seen,
    wanted.lowest_before,
    wanted.known_since
from wanted
inner join chosen on wanted.offer_id = chosen.offer_id
inner join products on wanted.product_id = products.product_id
order by
    wanted.first_seen desc,
    wanted.offer_id,
    wanted.kind
limit $most
