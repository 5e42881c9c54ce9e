-- When did each offer begin to have a price for members, and what did everybody pay around that day?
-- One row per offer and day from which a member price stood beside the public one, none having stood within gap_days.
-- high_before: the highest public price of the hike_window days that end member_near days before; high_then: of the
-- days from then until member_near days after; high_recent and high_later: of the rest of the member_around days before
-- and after. rival_price: the lowest public price of the same product at another retailer on that day.
-- Left out: doubtful, hidden and out-of-stock prices, which neither begin nor end a member price.
-- Kept only while the build runs.
with joined as (
    select distinct offer_id
    from price_spells
    where member_price > 0
),

spells as (
    select
        *,
        coalesce(member_price > 0, false) as is_member,
        lag(seen_to) over spells_in_order as seen_before,
        max(seen_to) filter (where coalesce(member_price > 0, false)) over (
            partition by offer_id order by first_seen rows between unbounded preceding and 1 preceding
        ) as member_before
    from public_spells
    semi join joined on public_spells.offer_id = joined.offer_id
    window spells_in_order as (partition by offer_id order by first_seen)
),

beginnings as (
    select
        *,
        seen_from as begins_on,
        lead(seen_from) over (partition by offer_id order by first_seen) as begins_again_on
    from spells
    where is_member and (member_before is null or seen_from - member_before > parameter('gap_days'))
),

stretches as (
    select
        beginnings.offer_id,
        beginnings.begins_on,
        max(spells.seen_to) as member_until,
        sum(spells.sightings) >= parameter('evidence_sightings')
        and max(spells.last_seen) - min(spells.first_seen)
        >= parameter('evidence_hours')::integer * interval 1 hour as member_has_evidence
    from beginnings
    inner join spells
        on
            beginnings.offer_id = spells.offer_id
            and spells.is_member
            and beginnings.begins_on <= spells.seen_from
            and (beginnings.begins_again_on is null or beginnings.begins_again_on > spells.seen_from)
    group by beginnings.offer_id, beginnings.begins_on
),

days as (
    select
        offer_id,
        begins_on,
        begins_on - parameter('member_near')::integer as near_from,
        begins_on + parameter('member_near')::integer as near_to
    from beginnings
),

public_prices as (
    select
        days.offer_id,
        days.begins_on,
        arg_max(spells.price, spells.first_seen) filter (where spells.seen_from < days.begins_on) as price_before,
        max(spells.price) filter (
            where
            spells.seen_from < days.near_from
            and spells.seen_to >= days.near_from - parameter('hike_window')::integer
        ) as high_before,
        max(spells.price) filter (
            where
            spells.seen_from < days.near_from
            and spells.seen_to >= days.near_from - parameter('hike_window')::integer
            and spells.seen_from < days.begins_on - parameter('member_around')::integer
        ) as high_earlier,
        max(spells.price) filter (
            where
            spells.seen_from < days.near_from
            and spells.seen_to >= days.begins_on - parameter('member_around')::integer
        ) as high_recent,
        max(spells.price) filter (where spells.seen_from <= days.near_to and spells.seen_to >= days.near_from)
            as high_then,
        max(spells.price) filter (
            where
            spells.seen_to > days.near_to
            and spells.seen_from <= days.begins_on + parameter('member_around')::integer
        ) as high_later,
        count(distinct coalesce(spells.currency, '') || '|' || coalesce(spells.price_per, '')) as kinds,
        bool_or(spells.stated) as stated,
        max(spells.seen_to) as last_seen_on
    from days
    inner join spells
        on
            days.offer_id = spells.offer_id
            and spells.seen_to >= days.near_from - parameter('hike_window')::integer
            and days.begins_on + parameter('member_around')::integer >= spells.seen_from
    group by days.offer_id, days.begins_on
),

looks as (
    select
        days.offer_id,
        days.begins_on,
        greatest(sighted.seen_from, days.begins_on - parameter('hike_window')::integer) as seen_from,
        least(sighted.seen_to, days.begins_on - 1) as seen_to
    from days
    inner join sighted
        on
            days.offer_id = sighted.offer_id
            and days.begins_on > sighted.seen_from
            and days.begins_on - parameter('hike_window')::integer <= sighted.seen_to
),

gaps as (
    select
        *,
        coalesce(lead(seen_from) over (partition by offer_id, begins_on order by seen_from), begins_on)
        - seen_to - 1 as gap_after
    from looks
),

coverage as (
    select
        offer_id,
        begins_on,
        sum(seen_to - seen_from + 1)::integer as days_observed,
        max(gap_after)::integer as longest_gap,
        min(seen_from) as first_seen_on
    from gaps
    group by offer_id, begins_on
),

rivals as (
    select
        beginnings.offer_id,
        beginnings.begins_on,
        min(rival.price) as rival_price,
        count(distinct rival.retailer) as rivals
    from beginnings
    inner join public_spells as rival
        on
            beginnings.product_id = rival.product_id
            and beginnings.retailer != rival.retailer
            and beginnings.country is not distinct from rival.country
            and beginnings.currency is not distinct from rival.currency
            and beginnings.price_per is not distinct from rival.price_per
            and beginnings.begins_on between rival.seen_from and rival.seen_to
    where rival.intro_months is null
    group by beginnings.offer_id, beginnings.begins_on
)

select
    beginnings.offer_id,
    beginnings.retailer,
    beginnings.store,
    beginnings.sku,
    beginnings.country,
    beginnings.product_id,
    beginnings.currency,
    beginnings.price_per,
    beginnings.begins_on,
    beginnings.price,
    beginnings.member_price,
    beginnings.seen_before,
    beginnings.member_before,
    stretches.* exclude (offer_id, begins_on),
    public_prices.* exclude (offer_id, begins_on),
    rivals.rival_price,
    coalesce(rivals.rivals, 0) as rivals,
    coalesce(coverage.days_observed, 0) as days_observed,
    coverage.longest_gap,
    coverage.first_seen_on
from beginnings
inner join stretches on beginnings.offer_id = stretches.offer_id and beginnings.begins_on = stretches.begins_on
inner join public_prices
    on beginnings.offer_id = public_prices.offer_id and beginnings.begins_on = public_prices.begins_on
left join coverage on beginnings.offer_id = coverage.offer_id and beginnings.begins_on = coverage.begins_on
left join rivals on beginnings.offer_id = rivals.offer_id and beginnings.begins_on = rivals.begins_on
