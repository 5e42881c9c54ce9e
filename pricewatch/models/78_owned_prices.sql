-- What did one thing cost on one day in each place of one owner?
-- One row per offer with a public price and sample day: of each month, the day on which most prices of the owner's
-- shops began or were last seen, else its fifteenth. holder: the owner, or the retailer where no owner is known.
-- Left out: holders with a single place (store, retailer, country); prices beside a data error; offers that are not the
-- only one of their item in their store, as nobody knows which is which.
-- Kept only while the build runs.
with places as (
    select
        offers.offer_id,
        coalesce('owner ' || retailers.owner, offers.retailer) as holder,
        offers.retailer,
        offers.store,
        offers.country,
        known_retailers.channel,
        items.item_id,
        offers.product_id
    from offers
    inner join retailers on offers.retailer = retailers.slug
    inner join item_offers as items on offers.offer_id = items.offer_id
    left join known_retailers on offers.retailer = known_retailers.slug
    qualify count(*) over (partition by items.item_id, offers.store) = 1
),

spread_out as (
    select holder
    from places
    group by holder
    having count(distinct concat_ws('|', retailer, coalesce(store, ''), coalesce(country, ''))) > 1
),

spells as (
    select
        places.*,
        public_spells.price,
        public_spells.currency,
        coalesce(public_spells.price_per, 'once') as price_per,
        public_spells.seen_from,
        public_spells.seen_to
    from places
    inner join spread_out on places.holder = spread_out.holder
    inner join public_spells on places.offer_id = public_spells.offer_id
    left join data_errors
        on
            places.retailer = data_errors.retailer
            and places.store is not distinct from data_errors.store
            and coalesce(data_errors.offer_id, places.offer_id) = places.offer_id
            and data_errors.concerns in ('price', 'article')
            and public_spells.seen_from <= data_errors.seen_to
            and public_spells.seen_to >= data_errors.seen_on
    where data_errors.retailer is null
),

months as (
    select
        holder,
        unnest(generate_series(
            date_trunc('month', min(seen_from)), date_trunc('month', max(seen_to)), interval 1 month
        ))::date as month
    from spells
    group by holder
),

edges as (
    select
        holder,
        seen_from as day
    from spells
    union all
    select
        holder,
        seen_to as day
    from spells
),

busiest as (
    select
        holder,
        date_trunc('month', day)::date as month,
        mode(day) as day
    from edges
    group by holder, date_trunc('month', day)
),

sampled as (
    select
        months.holder,
        coalesce(busiest.day, months.month + 14) as day
    from months
    left join busiest on months.holder = busiest.holder and months.month = busiest.month
)

select
    spells.* exclude (seen_from, seen_to),
    sampled.day
from spells
inner join sampled
    on spells.holder = sampled.holder and sampled.day between spells.seen_from and spells.seen_to
