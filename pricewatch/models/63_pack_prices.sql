-- What did the regular price do where one pack took over from another?
-- One row per row of pack_steps without error. price_before: the highest of what stood longest in the pack_near days
-- before, in the rest of the quarter, and of all that stood for pack_stood days (a sale or a clearance ends; an earlier
-- rise is not the new pack's). price_after: the lower of what stood longest in the pack_near days after and in the
-- rest of the quarter; price_after_high: the higher.
-- Left out: prices that claim a reduction from the shop's own, and all that not everybody could pay.
with sides as (
    select
        offer_before,
        offer_after,
        changed_at,
        'before' as side,
        offer_before as offer_id,
        began_at as opens_at,
        ended_at as closes_at
    from pack_steps
    where error is null
    union all
    select
        offer_before,
        offer_after,
        changed_at,
        'after' as side,
        offer_after as offer_id,
        changed_at as opens_at,
        until_at as closes_at
    from pack_steps
    where error is null
),

stretches (is_near, nearest, farthest) as (
    values
    (true, interval 0 day, parameter('pack_near')::integer * interval 1 day),
    (false, parameter('pack_near')::integer * interval 1 day, parameter('pack_window')::integer * interval 1 day)
),

windows as (
    select
        sides.*,
        stretches.is_near,
        case sides.side
            when 'before' then greatest(sides.opens_at, sides.closes_at - stretches.farthest)
            else sides.opens_at + stretches.nearest
        end as since,
        case sides.side
            when 'before' then sides.closes_at - stretches.nearest
            else least(sides.closes_at, sides.opens_at + stretches.farthest)
        end as until
    from sides
    cross join stretches
),

stood as (
    select
        windows.offer_before,
        windows.offer_after,
        windows.changed_at,
        windows.side,
        windows.is_near,
        spells.price,
        coalesce(spells.currency, '') || '|' || coalesce(spells.price_per, '') as kind,
        any_value(spells.currency) as currency,
        bool_or(spells.stated) as stated,
        sum(spells.sightings) as sightings,
        sum(
            date_diff('day', greatest(spells.first_seen, windows.since), least(spells.last_seen, windows.until)) + 1
        ) as days,
        sum(sum(
            date_diff('day', greatest(spells.first_seen, windows.since), least(spells.last_seen, windows.until)) + 1
        )) over (
            partition by windows.offer_before, windows.offer_after, windows.changed_at, windows.side, spells.price
        ) as days_in_all
    from windows
    inner join public_spells as spells
        on
            windows.offer_id = spells.offer_id
            and windows.since <= spells.last_seen
            and windows.until >= spells.first_seen
    where coalesce(spells.was_price, 0) <= spells.price or spells.was_kind in ('rrp', 'competitor')
    group by
        windows.offer_before,
        windows.offer_after,
        windows.changed_at,
        windows.side,
        windows.is_near,
        spells.price,
        kind
),

regular as (
    select *
    from stood
    qualify
        (side = 'before' and days_in_all >= parameter('pack_stood'))
        or row_number() over (
            partition by offer_before, offer_after, changed_at, side, is_near
            order by days desc, case when side = 'before' then -price else price end
        ) = 1
),

quarters as (
    select
        offer_before,
        offer_after,
        changed_at,
        offer_id,
        min(since) as since,
        max(until) as until
    from windows
    where since <= until
    group by offer_before, offer_after, changed_at, side, offer_id
),

days as (
    select
        windows.offer_before,
        windows.offer_after,
        windows.changed_at,
        greatest(sighted.seen_from, windows.since::date) as seen_from,
        least(sighted.seen_to, windows.until::date) as seen_to
    from quarters as windows
    inner join sighted
        on
            windows.offer_id = sighted.offer_id
            and windows.since::date <= sighted.seen_to
            and windows.until::date >= sighted.seen_from
),

gaps as (
    select
        *,
        seen_from - lag(seen_to) over (
            partition by offer_before, offer_after, changed_at order by seen_from, seen_to
        ) - 1 as gap
    from days
),

coverage as (
    select
        offer_before,
        offer_after,
        changed_at,
        sum(seen_to - seen_from + 1)::integer as days_observed,
        greatest(coalesce(max(gap), 0), 0)::integer as longest_gap,
        min(seen_from) as first_seen_on,
        max(seen_to) as last_seen_on
    from gaps
    group by offer_before, offer_after, changed_at
),

prices as (
    select
        offer_before,
        offer_after,
        changed_at,
        max(price) filter (where side = 'before') as price_before,
        min(price) filter (where side = 'after') as price_after,
        max(price) filter (where side = 'after') as price_after_high,
        count(distinct kind) = 1 as is_one_kind,
        any_value(currency) as currency,
        bool_or(stated) as stated,
        least(
            arg_max(sightings, row(price, sightings)) filter (where side = 'before'),
            arg_min(sightings, row(price, -sightings)) filter (where side = 'after')
        )::integer as sightings
    from regular
    group by offer_before, offer_after, changed_at
)

select
    prices.*,
    coverage.days_observed,
    coverage.longest_gap,
    coverage.first_seen_on,
    coverage.last_seen_on
from prices
inner join coverage
    on
        prices.offer_before = coverage.offer_before
        and prices.offer_after = coverage.offer_after
        and prices.changed_at = coverage.changed_at
