-- Which deals did shops offer on the first day of each named sale?
-- One row per offer, event and year: the public price of that day if it was announced as a reduction, or had fallen
-- by at least event_cut % within the event_cut_days before. deal_from and deal_until are the days on which it stood.
-- Left out: prices that did not move for the event.
with spells as (
    select
        *,
        lag(price) over spells_in_order as price_before,
        coalesce(
            price = lag(price) over spells_in_order
            and seen_from <= lag(seen_to) over spells_in_order + parameter('gap_days')::integer,
            false
        ) as goes_on
    from public_spells
    where intro_months is null
    window spells_in_order as (partition by offer_id order by first_seen)
),

numbered as (
    select
        *,
        count(*) filter (where not goes_on) over (
            partition by offer_id order by first_seen rows unbounded preceding
        ) as stand
    from spells
),

on_the_day as (
    select
        sale_events.event,
        sale_events.year,
        sale_events.starts_on,
        numbered.*
    from numbered
    inner join sale_events
        on
            coalesce(sale_events.country, numbered.country) is not distinct from numbered.country
            and sale_events.starts_on between numbered.seen_from and numbered.seen_to
    qualify row_number() over (
        partition by numbered.offer_id, sale_events.event, sale_events.year order by numbered.first_seen desc
    ) = 1
),

stands as (
    select
        on_the_day.offer_id,
        on_the_day.event,
        on_the_day.year,
        min(numbered.seen_from) as deal_from,
        max(numbered.seen_to) as deal_until,
        arg_min(numbered.price_before, numbered.first_seen) as price_before,
        sum(numbered.sightings) >= parameter('evidence_sightings')
        and max(numbered.last_seen) - min(numbered.first_seen)
        >= parameter('evidence_hours')::integer * interval 1 hour as has_evidence
    from on_the_day
    inner join numbered on on_the_day.offer_id = numbered.offer_id and on_the_day.stand = numbered.stand
    group by on_the_day.offer_id, on_the_day.event, on_the_day.year
),

announced as (
    select
        on_the_day.offer_id,
        on_the_day.event,
        on_the_day.year
    from on_the_day
    semi join announcements
        on
            on_the_day.offer_id = announcements.offer_id
            and on_the_day.first_seen = announcements.first_seen
            and announcements.claims
)

select
    on_the_day.offer_id,
    on_the_day.event,
    on_the_day.year,
    on_the_day.starts_on,
    on_the_day.retailer,
    on_the_day.sku,
    on_the_day.product_id,
    on_the_day.price,
    on_the_day.currency,
    stands.deal_from,
    stands.deal_until,
    stands.has_evidence,
    case when announced.offer_id is null then 'cut' else 'announced' end as deal_kind
from on_the_day
inner join stands
    on
        on_the_day.offer_id = stands.offer_id
        and on_the_day.event = stands.event
        and on_the_day.year = stands.year
left join announced
    on
        on_the_day.offer_id = announced.offer_id
        and on_the_day.event = announced.event
        and on_the_day.year = announced.year
where
    announced.offer_id is not null
    or (
        on_the_day.price * 100 <= stands.price_before * (100 - parameter('event_cut'))
        and stands.deal_from >= on_the_day.starts_on - parameter('event_cut_days')::integer
    )
