-- Which prices stand so far above those of the present and the two calendar years before that it should be told?
-- One row per offer and calendar year: the first rise to a new high of the quarter that brings the regular price
-- to cumulative_rise over what it was when the two years began, or when the offer was first seen after that.
-- price_before: the highest of what stood longest in the first pack_near days of that time and in its first quarter,
-- and of what stood for pack_stood days there; price_after: the lowest of the new price and of what stood longest in
-- the pack_near days from then on, and in the rest of the quarter after.
-- Left out: claimed reductions, prices of another currency or period, and rises in the offer's first quarter.
-- Kept only while the build runs.
with regular as (
    select
        *,
        coalesce(currency, '') || '|' || coalesce(price_per, '') as kind
    from public_spells
    where coalesce(was_price, 0) <= price or was_kind in ('rrp', 'competitor')
),

moving as (
    select
        offer_id,
        kind
    from regular
    group by offer_id, kind
    having max(price) * 100 >= min(price) * (100 + parameter('cumulative_rise'))
),

years as (
    select distinct
        regular.offer_id,
        regular.kind,
        date_trunc('year', regular.seen_from)::date as year,
        date_trunc('year', regular.seen_from)::date
        - parameter('cumulative_years')::integer * interval 1 year as opens
    from regular
    inner join moving on regular.offer_id = moving.offer_id and regular.kind = moving.kind
),

openings as (
    select
        years.offer_id,
        years.kind,
        years.year,
        greatest(min(regular.seen_from), years.opens::date) as since
    from years
    inner join regular
        on years.offer_id = regular.offer_id and years.kind = regular.kind and years.opens <= regular.seen_to
    group by years.offer_id, years.kind, years.year, years.opens
),

rises as (
    select
        regular.*,
        openings.since
    from regular
    inner join openings
        on
            regular.offer_id = openings.offer_id
            and regular.kind = openings.kind
            and date_trunc('year', regular.seen_from)::date = openings.year
    qualify regular.price > lag(regular.price) over (
        partition by regular.offer_id, regular.kind order by regular.first_seen
    )
),

stretches (stretch) as (
    values (parameter('pack_near')::integer), (parameter('pack_window')::integer)
),

windows as (
    select distinct
        rises.offer_id,
        rises.kind,
        rises.since,
        stretches.stretch
    from rises
    cross join stretches
    where rises.seen_from > rises.since + parameter('pack_window')::integer
),

at_first as (
    select
        windows.offer_id,
        windows.kind,
        windows.since,
        windows.stretch,
        regular.price,
        sum(
            least(regular.seen_to, windows.since + windows.stretch) - greatest(regular.seen_from, windows.since) + 1
        ) as days,
        sum(regular.sightings) as sightings
    from windows
    inner join regular
        on
            windows.offer_id = regular.offer_id
            and windows.kind = regular.kind
            and windows.since <= regular.seen_to
            and windows.since + windows.stretch >= regular.seen_from
    group by windows.offer_id, windows.kind, windows.since, windows.stretch, regular.price
    qualify
        (windows.stretch = parameter('pack_window') and days >= parameter('pack_stood'))
        or row_number() over (
            partition by windows.offer_id, windows.kind, windows.since, windows.stretch
            order by days desc, regular.price desc
        ) = 1
),

bases as (
    select
        offer_id,
        kind,
        since,
        max(price) as price_before,
        arg_max(sightings, row(price, sightings)) as sightings_before
    from at_first
    group by offer_id, kind, since
),

high_rises as (
    select
        rises.*,
        bases.price_before,
        bases.sightings_before
    from rises
    inner join bases on rises.offer_id = bases.offer_id and rises.kind = bases.kind and rises.since = bases.since
    where
        rises.price * 100 >= bases.price_before * (100 + parameter('cumulative_rise'))
        and rises.seen_from > rises.since + parameter('pack_window')::integer
),

new_highs as (
    select high_rises.*
    from high_rises
    anti join public_spells as before
        on
            high_rises.offer_id = before.offer_id
            and high_rises.price <= before.price
            and high_rises.seen_from > before.seen_from
            and high_rises.seen_from - parameter('hike_window')::integer <= before.seen_to
            and high_rises.currency is not distinct from before.currency
),

stretches_after (begins, ends) as (
    values
    (0, parameter('pack_near')::integer),
    (parameter('pack_near')::integer + 1, parameter('pack_window')::integer)
),

at_last as (
    select
        new_highs.offer_id,
        new_highs.kind,
        new_highs.seen_from,
        stretches_after.begins,
        regular.price,
        sum(
            least(regular.seen_to, new_highs.seen_from + stretches_after.ends)
            - greatest(regular.seen_from, new_highs.seen_from + stretches_after.begins) + 1
        ) as days,
        sum(regular.sightings) as sightings,
        max(regular.seen_to) as last_seen_on
    from new_highs
    cross join stretches_after
    inner join regular
        on
            new_highs.offer_id = regular.offer_id
            and new_highs.kind = regular.kind
            and new_highs.seen_from + stretches_after.begins <= regular.seen_to
            and new_highs.seen_from + stretches_after.ends >= regular.seen_from
    group by new_highs.offer_id, new_highs.kind, new_highs.seen_from, stretches_after.begins, regular.price
    qualify row_number() over (
        partition by new_highs.offer_id, new_highs.kind, new_highs.seen_from, stretches_after.begins
        order by days desc, regular.price
    ) = 1
),

lasting as (
    select
        offer_id,
        kind,
        seen_from,
        min(price) as price,
        arg_min(sightings, row(price, -sightings)) as sightings,
        max(last_seen_on) as last_seen_on
    from at_last
    group by offer_id, kind, seen_from
)

select
    new_highs.* exclude (price_after),
    least(new_highs.price, lasting.price) as price_after,
    lasting.last_seen_on,
    least(new_highs.sightings_before, lasting.sightings) as sightings_seen
from new_highs
inner join lasting
    on
        new_highs.offer_id = lasting.offer_id
        and new_highs.kind = lasting.kind
        and new_highs.seen_from = lasting.seen_from
where
    least(new_highs.price, lasting.price) * 100 >= new_highs.price_before * (100 + parameter('cumulative_rise'))
qualify row_number() over (
    partition by new_highs.offer_id, date_trunc('year', new_highs.seen_from) order by new_highs.first_seen
) = 1
