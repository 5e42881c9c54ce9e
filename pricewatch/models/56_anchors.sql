-- Before which days is the history of an offer read?
-- One row per offer and day: the first day of each campaign and the day after its last; each fall of the price around
-- a named sale after it had stood at least spike_rise % higher; the first day of each deal and half a year after its
-- sale. is_start: where a campaign or such a fall begins.
-- Left out: all other offers and days.
with campaigns as (
    select
        offer_id,
        min(announced_on) as starts_on,
        max(claimed_until) as ends_on
    from claims
    group by offer_id, campaign
),

falls as (
    select
        offer_id,
        country,
        price,
        seen_from as fell_on
    from public_spells
    qualify price < lag(price) over (partition by offer_id order by first_seen)
),

falls_around_sales as (
    select distinct
        falls.offer_id,
        falls.price,
        falls.fell_on
    from falls
    inner join sale_events
        on
            coalesce(sale_events.country, falls.country) is not distinct from falls.country
            and falls.fell_on >= sale_events.starts_on - parameter('round_trip_after')::integer
            and falls.fell_on <= sale_events.ends_on + parameter('round_trip_after')::integer
),

falls_from_high as (
    select falls_around_sales.*
    from falls_around_sales
    semi join public_spells as high
        on
            falls_around_sales.offer_id = high.offer_id
            and falls_around_sales.fell_on >= high.seen_from
            and falls_around_sales.fell_on - parameter('spike_days')::integer <= high.seen_to
            and falls_around_sales.price * (100 + parameter('spike_rise')) <= high.price * 100
),

wanted as (
    select
        offer_id,
        starts_on as anchor_on,
        true as is_start
    from campaigns
    union all
    select
        offer_id,
        fell_on as anchor_on,
        true as is_start
    from falls_from_high
    union all
    select
        offer_id,
        ends_on + 1 as anchor_on,
        false as is_start
    from campaigns
    union all
    select
        offer_id,
        deal_from as anchor_on,
        false as is_start
    from deals
    union all
    select
        offer_id,
        starts_on + parameter('event_window')::integer + 1 as anchor_on,
        false as is_start
    from deals
)

select
    offer_id,
    anchor_on,
    bool_or(is_start) as is_start
from wanted
group by offer_id, anchor_on
