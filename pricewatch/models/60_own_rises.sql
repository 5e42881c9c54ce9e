-- Which offers became dearer than in the whole quarter before, whatever others did?
-- One row per offer and day on which its public price rose at least change_least % over its highest of the 91 days
-- before: the rises that are no end of a sale. confirmed: the rise stands after hike_hold days, or again at the end of
-- a sale by then (market_regular); false: taken back; null: not known yet, or seen too seldom.
-- price_then: the offer's own regular price at the beginning of the market's window; risen_on: since when it had stood
-- at price_before.
-- pool: what a category index may be made of: one category, country, currency and period; null without a category.
-- Left out: offers not known well enough to tell (hike_days_seen, hike_weeks_seen), quarters with another currency,
-- period, introductory term, size or article, and quarters in which data_errors cast doubt on a price.
-- Kept only while the build runs.
with prices as (
    select
        *,
        max(seen_to) over (
            partition by offer_id order by first_seen rows between unbounded preceding and 1 preceding
        ) as known_to,
        lag(price) over (partition by offer_id order by first_seen) as last_price,
        lag(was_price) over (partition by offer_id order by first_seen) as last_was_price
    from public_spells
),

rises as (
    select *
    from prices
    qualify
        price > last_price
        and row_number() over (partition by offer_id, seen_from order by first_seen desc) = 1
),

highs as (
    select
        rises.offer_id,
        rises.first_seen,
        max(before.price) as price_before,
        first(before.seen_from order by before.price desc, before.first_seen) as risen_on
    from rises
    inner join prices as before
        on
            rises.offer_id = before.offer_id
            and rises.seen_from > before.seen_from
            and rises.seen_from - parameter('hike_window')::integer <= before.seen_to
    group by rises.offer_id, rises.first_seen
    having
        bool_and(
            before.currency is not distinct from rises.currency
            and before.price_per is not distinct from rises.price_per
            and before.intro_months is not distinct from rises.intro_months
        )
),

new_highs as (
    select
        rises.*,
        rises.seen_from as hiked_on,
        highs.price_before,
        highs.risen_on
    from rises
    inner join highs on rises.offer_id = highs.offer_id and rises.first_seen = highs.first_seen
    where
        rises.price * 100 >= highs.price_before * (100 + parameter('change_least'))
        and rises.price - highs.price_before >= parameter('minor_unit')
),

first_days as (
    select
        offer_id,
        min(seen_from) as first_seen_on
    from sighted
    group by offer_id
),

old_enough as (
    select
        new_highs.*,
        first_days.first_seen_on,
        new_highs.hiked_on - parameter('hike_window')::integer as window_from,
        new_highs.hiked_on + parameter('hike_hold')::integer as held_on
    from new_highs
    inner join first_days on new_highs.offer_id = first_days.offer_id
    where first_days.first_seen_on <= new_highs.hiked_on - parameter('hike_window')::integer
),

days_before as (
    select
        old_enough.offer_id,
        old_enough.hiked_on,
        greatest(
            sighted.seen_from, before.seen_from, coalesce(before.known_to + 1, before.seen_from), old_enough.window_from
        ) as seen_from,
        least(sighted.seen_to, before.seen_to, old_enough.hiked_on - 1) as seen_to
    from old_enough
    inner join prices as before
        on
            old_enough.offer_id = before.offer_id
            and old_enough.hiked_on > before.seen_from
            and old_enough.window_from <= before.seen_to
    inner join sighted
        on
            before.offer_id = sighted.offer_id
            and before.seen_from <= sighted.seen_to
            and before.seen_to >= sighted.seen_from
),

runs_before as (
    select
        *,
        seen_from - lag(seen_to) over (partition by offer_id, hiked_on order by seen_from) - 1 as gap,
        generate_series(
            date_diff('day', seen_to, hiked_on - 1) // 7, date_diff('day', seen_from, hiked_on - 1) // 7
        ) as weeks
    from days_before
    where seen_from <= seen_to
),

regular_then as (
    select
        old_enough.offer_id,
        old_enough.hiked_on,
        max(before.price) as price_then
    from old_enough
    inner join prices as before
        on
            old_enough.offer_id = before.offer_id
            and before.seen_from <= old_enough.hiked_on - parameter('market_before')::integer
            and before.seen_to
            > old_enough.hiked_on - parameter('market_before')::integer - parameter('market_regular')::integer
    group by old_enough.offer_id, old_enough.hiked_on
),

known_before as (
    select
        offer_id,
        hiked_on,
        sum(seen_to - seen_from + 1)::integer as days_observed,
        len(list_distinct(flatten(list(weeks))))::integer as weeks_observed,
        greatest(
            max(gap),
            min(seen_from) - (hiked_on - parameter('hike_window')::integer),
            hiked_on - 1 - max(seen_to)
        )::integer as longest_gap,
        max(seen_to) as last_seen_on
    from runs_before
    group by offer_id, hiked_on
),

articles as (
    select
        old_enough.offer_id,
        old_enough.hiked_on
    from old_enough
    inner join offer_facts
        on
            old_enough.offer_id = offer_facts.offer_id
            and old_enough.hiked_on >= offer_facts.first_seen::date
            and old_enough.window_from <= offer_facts.last_seen::date
    group by old_enough.offer_id, old_enough.hiked_on
    having
        count(distinct offer_facts.gtin) <= 1
        and count(distinct concat_ws(' ', offer_facts.size_value, offer_facts.size_unit)) filter (
            where offer_facts.size_unit is not null
        ) <= 1
),

well_known as (
    select
        old_enough.*,
        known_before.* exclude (offer_id, hiked_on, last_seen_on)
    from old_enough
    inner join known_before
        on old_enough.offer_id = known_before.offer_id and old_enough.hiked_on = known_before.hiked_on
    semi join articles
        on old_enough.offer_id = articles.offer_id and old_enough.hiked_on = articles.hiked_on
    where
        known_before.last_seen_on >= old_enough.hiked_on - parameter('hike_last_seen')::integer
        and (
            known_before.days_observed >= parameter('hike_days_seen')
            or known_before.weeks_observed >= parameter('hike_weeks_seen')
        )
),

doubts as (
    select *
    from data_errors
    where concerns in ('price', 'article')
),

doubted as (
    select
        well_known.offer_id,
        well_known.hiked_on
    from well_known
    inner join doubts
        on
            well_known.offer_id = doubts.offer_id
            and well_known.window_from <= doubts.seen_to
            and well_known.held_on >= doubts.seen_on
    union
    select
        well_known.offer_id,
        well_known.hiked_on
    from well_known
    inner join doubts
        on
            well_known.retailer = doubts.retailer
            and well_known.store is not distinct from doubts.store
            and doubts.offer_id is null
            and well_known.window_from <= doubts.seen_to
            and well_known.held_on >= doubts.seen_on
    union
    select
        well_known.offer_id,
        well_known.hiked_on
    from well_known
    inner join data_errors
        on
            well_known.offer_id = data_errors.offer_id
            and well_known.hiked_on = data_errors.seen_on
            and data_errors.kind = 'flicker'
),

real_rises as (
    select *
    from well_known
    anti join doubted on well_known.offer_id = doubted.offer_id and well_known.hiked_on = doubted.hiked_on
),

later_prices as (
    select
        real_rises.offer_id,
        real_rises.hiked_on,
        real_rises.held_on,
        later.* exclude (offer_id),
        (later.price - real_rises.price_before) * 100
        >= (real_rises.price - real_rises.price_before) * parameter('hike_hold_share') as is_raised,
        abs(later.price - real_rises.price_before) * 100
        < real_rises.price_before * parameter('change_least') as is_as_before
    from real_rises
    inner join prices as later
        on
            real_rises.offer_id = later.offer_id
            and real_rises.first_seen <= later.first_seen
            and real_rises.held_on + parameter('market_regular')::integer >= later.seen_from
),

afterwards as (
    select
        offer_id,
        hiked_on,
        max(seen_to) as known_to,
        bool_and(is_raised) as is_raised_throughout,
        coalesce(bool_or(seen_to >= held_on) filter (where is_raised), false) as stands,
        coalesce(bool_or(is_as_before) filter (where seen_from <= held_on), false) as is_taken_back,
        sum(sightings) filter (where is_raised) as sightings,
        date_diff('hour', min(first_seen) filter (where is_raised), max(last_seen) filter (where is_raised)) as hours
    from later_prices
    group by offer_id, hiked_on
)

select
    real_rises.offer_id,
    real_rises.retailer,
    real_rises.store,
    real_rises.sku,
    real_rises.product_id,
    real_rises.country,
    offers.category,
    real_rises.currency,
    real_rises.price_per,
    case
        when offers.category is not null
            then concat_ws('|', offers.category, real_rises.country, real_rises.currency, real_rises.price_per)
    end as pool,
    real_rises.hiked_on,
    regular_then.price_then,
    real_rises.price_before,
    real_rises.risen_on,
    real_rises.price,
    real_rises.days_observed,
    real_rises.weeks_observed,
    real_rises.longest_gap,
    real_rises.first_seen_on,
    afterwards.known_to as last_seen_on,
    real_rises.last_was_price is not null or real_rises.last_price < real_rises.price_before as was_on_promo_before,
    coalesce(
        afterwards.sightings >= parameter('evidence_sightings') and afterwards.hours >= parameter('evidence_hours'),
        false
    ) as has_evidence,
    case
        when afterwards.is_taken_back and not afterwards.stands then false
        when
            afterwards.sightings < parameter('evidence_sightings') or afterwards.hours < parameter('evidence_hours')
            then null
        when
            afterwards.stands
            or (
                afterwards.is_raised_throughout
                and afterwards.known_to + parameter('gap_days')::integer >= real_rises.held_on
            )
            then true
        when afterwards.known_to >= real_rises.held_on + parameter('market_regular')::integer then false
    end as confirmed,
    (real_rises.price::double / real_rises.price_before::double - 1) * 100 as rise_percent
from real_rises
inner join offers on real_rises.offer_id = offers.offer_id
inner join afterwards
    on real_rises.offer_id = afterwards.offer_id and real_rises.hiked_on = afterwards.hiked_on
left join regular_then
    on real_rises.offer_id = regular_then.offer_id and real_rises.hiked_on = regular_then.hiked_on
