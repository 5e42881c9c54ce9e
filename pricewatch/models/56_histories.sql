-- What did an offer cost in the twelve months before a day, as far as that can be compared?
-- One row per anchor (anchors) and public spell before it: `days` are those that belong to no later spell; between
-- two sightings of one spell the price stood still. known_from is the first comparable day; days_observed and
-- longest_gap say how often anybody looked since then.
-- Left out: what lies before the last change of size, barcode, currency or period, before the last night on which the
-- shop's prices jump by one factor, and before the last change of the article behind a code (data_errors).
with spells as (
    select
        *,
        least(seen_to, lead(seen_from) over spells_in_order - 1) as held_to,
        coalesce(
            currency is distinct from lag(currency) over spells_in_order
            or price_per is distinct from lag(price_per) over spells_in_order,
            false
        ) as is_other_kind
    from public_spells
    semi join anchors on public_spells.offer_id = anchors.offer_id
    where public_spells.intro_months is null
    window spells_in_order as (partition by public_spells.offer_id order by public_spells.first_seen)
),

other_packs as (
    select
        offer_id,
        first_seen::date as broken_on
    from offer_facts
    semi join anchors on offer_facts.offer_id = anchors.offer_id
    qualify
        gtin != lag(gtin ignore nulls) over (partition by offer_id order by first_seen)
        or size_value != lag(size_value ignore nulls) over (partition by offer_id order by first_seen)
        or size_unit != lag(size_unit ignore nulls) over (partition by offer_id order by first_seen)
),

errors as (
    select
        offer_id,
        seen_to as broken_on
    from data_errors
    semi join anchors on data_errors.offer_id = anchors.offer_id
    where concerns in ('price', 'article', 'size') and kind != 'two_prices'
    union all
    select
        offers.offer_id,
        data_errors.seen_on as broken_on
    from data_errors
    inner join offers
        on
            data_errors.retailer = offers.retailer
            and (data_errors.kind = 'currency_changeover' or data_errors.store is not distinct from offers.store)
    semi join anchors on offers.offer_id = anchors.offer_id
    where data_errors.offer_id is null
),

other_money as (
    select
        offers.offer_id,
        unnest([
            changeovers.changed_on - parameter('changeover_days')::integer,
            changeovers.changed_on,
            changeovers.changed_on + parameter('changeover_days')::integer
        ]) as broken_on
    from changeovers
    inner join offers on changeovers.country = offers.country and changeovers.currency = offers.currency
    semi join anchors on offers.offer_id = anchors.offer_id
),

breaks as (
    select * from other_money
    union
    select * from other_packs
    union
    select * from errors
    union
    select
        offer_id,
        seen_from as broken_on
    from spells
    where is_other_kind
    union
    select
        offer_id,
        min(seen_from) as broken_on
    from spells
    group by offer_id
),

known as (
    select
        anchors.offer_id,
        anchors.anchor_on,
        greatest(max(breaks.broken_on), anchors.anchor_on - parameter('history_window')::integer) as known_from
    from anchors
    inner join breaks on anchors.offer_id = breaks.offer_id and anchors.anchor_on >= breaks.broken_on
    group by anchors.offer_id, anchors.anchor_on
),

claimed as (
    select
        offer_id,
        first_seen
    from announcements
    where claims
),

held as (
    select
        known.offer_id,
        known.anchor_on,
        known.known_from,
        spells.price,
        spells.sightings,
        spells.first_seen,
        spells.last_seen,
        spells.stated,
        claimed.offer_id is not null as is_claim,
        greatest(spells.seen_from, known.known_from) as held_from,
        least(spells.held_to, known.anchor_on - 1) as held_to
    from known
    inner join spells
        on
            known.offer_id = spells.offer_id
            and known.anchor_on > spells.seen_from
            and known.known_from <= spells.seen_to
    left join claimed on spells.offer_id = claimed.offer_id and spells.first_seen = claimed.first_seen
),

looks as (
    select
        held.offer_id,
        held.anchor_on,
        held.known_from,
        greatest(held.held_from, sighted.seen_from) as seen_from,
        least(held.held_to, sighted.seen_to) as seen_to
    from held
    inner join sighted
        on
            held.offer_id = sighted.offer_id
            and held.held_from <= sighted.seen_to
            and held.held_to >= sighted.seen_from
    where not held.stated and held.held_to >= held.held_from
),

gaps as (
    select
        *,
        seen_from - coalesce(
            lag(seen_to) over (partition by offer_id, anchor_on order by seen_from), known_from - 1
        ) - 1 as gap_before
    from looks
),

coverage as (
    select
        offer_id,
        anchor_on,
        sum(seen_to - seen_from + 1)::integer as days_observed,
        greatest(max(gap_before), anchor_on - 1 - max(seen_to))::integer as longest_gap
    from gaps
    group by offer_id, anchor_on
)

select
    held.*,
    greatest(held.held_to - held.held_from + 1, 0)::integer as days,
    coalesce(coverage.days_observed, 0) as days_observed,
    coalesce(coverage.longest_gap, held.anchor_on - held.known_from)::integer as longest_gap
from held
left join coverage on held.offer_id = coverage.offer_id and held.anchor_on = coverage.anchor_on
