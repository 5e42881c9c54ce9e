-- What does it cost in a year not to join a shop's club?
-- One row per retailer, country and currency, for a basket of one of each article that had a member price in the last
-- history_window days, each bought once, on any day alike: public_cost at the mean public price, member_cost at the
-- mean of what members paid (the public price, where none was theirs). An article is a product; its stores count alike.
-- joining_cost is null where the articles were seen on fewer than history_needed days (missing says so).
-- Left out: prices by the month or year; spells of doubtful, hidden and out-of-stock prices; what it costs to join.
with joined as (
    select distinct offer_id
    from price_spells
    where member_price > 0
),

spells as (
    select
        public_spells.*,
        greatest(
            public_spells.seen_from, retailers.last_seen::date - parameter('history_window')::integer + 1
        ) as held_from,
        least(
            public_spells.seen_to,
            lead(public_spells.seen_from) over (partition by public_spells.offer_id order by public_spells.first_seen)
            - 1
        ) as held_to
    from public_spells
    inner join retailers on public_spells.retailer = retailers.slug
    semi join joined on public_spells.offer_id = joined.offer_id
    where
        coalesce(public_spells.price_per, 'once') = 'once'
        and public_spells.seen_to > retailers.last_seen::date - parameter('history_window')::integer
),

held as (
    select
        *,
        held_to - held_from + 1 as days,
        least(price, case when member_price > 0 then member_price end)::double as member_pays
    from spells
    where held_to >= held_from
),

articles as (
    select
        retailer,
        country,
        currency,
        product_id,
        sum(days) / count(distinct offer_id) as days_known,
        sum(price::double * days) / sum(days) as public_cost,
        sum(member_pays * days) / sum(days) as member_cost
    from held
    group by retailer, country, currency, product_id
    having bool_or(member_price > 0)
),

baskets as (
    select
        retailer,
        country,
        currency,
        count(*) as articles,
        median(days_known) as days_known,
        round(sum(public_cost), 2) as public_cost,
        round(sum(member_cost), 2) as member_cost
    from articles
    group by retailer, country, currency
)

select
    *,
    'one of each article with a member price, bought once in the year on any day alike' as basket,
    case when days_known >= parameter('history_needed') then round(public_cost - member_cost, 2) end as joining_cost,
    case when days_known < parameter('history_needed') then 'half a year in which the articles were seen' end as missing
from baskets
order by retailer, country, currency
