-- D7: Which mandatory charges rose while the price beside them stood still?
-- One row per offer, charge and day from which it was dearer than at the sighting of its charges before. all_in is the
-- price with all its mandatory charges that are due in the same period. link: same_name, or renamed, where one charge
-- went, one came, and the rest stayed.
-- Left out: rises beside another price, currency or period (not this rule's), with which all_in did not rise, or above
-- which it had stood within hike_window; taxes; charges that are new beside the old ones (D6).
-- Kept only while the build runs.
with charges as (
    select
        *,
        lower(trim(fee)) as fee_key
    from fee_lines
    where means = 'mandatory' and amount is not null and per = coalesce(price_per, 'once') and not is_tax
    qualify row_number() over (partition by offer_id, first_seen, lower(trim(fee)) order by amount) = 1
),

spells as (
    select
        offer_id,
        first_seen,
        any_value(currency) as currency,
        any_value(price_per) as price_per,
        any_value(price) as price,
        any_value(price) + sum(amount) as all_in,
        list(fee_key order by fee_key) as fee_keys,
        row(
            any_value(price), any_value(price_per), any_value(currency), list(row(fee_key, amount) order by fee_key)
        ) as deal,
        any_value(last_seen) as last_seen,
        any_value(seen_to) as seen_to,
        any_value(sightings) as sightings
    from charges
    group by offer_id, first_seen
),

marked as (
    select
        *,
        coalesce(deal != lag(deal) over spells_in_order, true) as is_other
    from spells
    window spells_in_order as (partition by offer_id order by first_seen)
),

numbered as (
    select
        *,
        count(*) filter (where is_other) over (
            partition by offer_id order by first_seen rows unbounded preceding
        ) as stretch
    from marked
),

stretches as (
    select
        offer_id,
        price,
        price_per,
        currency,
        fee_keys,
        all_in,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        max(seen_to) as seen_to,
        sum(sightings) >= parameter('evidence_sightings')
        and max(last_seen) - min(first_seen) >= parameter('evidence_hours')::integer * interval 1 hour as has_evidence
    from numbered
    group by offer_id, stretch, price, price_per, currency, fee_keys, all_in
),

followed as (
    select
        *,
        lag(stretches) over (partition by offer_id order by first_seen) as before
    from stretches
),

rises as (
    select
        followed.* exclude (before),
        before.first_seen as first_seen_before,
        before.seen_to as seen_to_before,
        before.price as price_before,
        before.all_in as all_in_before,
        list_filter(fee_keys, lambda fee_key: not list_contains(before.fee_keys, fee_key)) as came,
        list_filter(before.fee_keys, lambda fee_key: not list_contains(fee_keys, fee_key)) as went,
        has_evidence and before.has_evidence as has_evidence_on_both_sides
    from followed
    where
        currency is not distinct from before.currency
        and price_per is not distinct from before.price_per
        and abs(price - before.price) <= parameter('minor_unit')
        and all_in > before.all_in + parameter('minor_unit')
),

links as (
    select
        now.offer_id,
        now.first_seen,
        now.fee_key as fee_key_before,
        now.fee_key as fee_key_after,
        'same_name' as link
    from charges as now
    union all
    select
        offer_id,
        first_seen,
        went[1] as fee_key_before,
        came[1] as fee_key_after,
        'renamed' as link
    from rises
    where len(went) = 1 and len(came) = 1
),

new_highs as (
    select rises.*
    from rises
    anti join stretches as earlier
        on
            rises.offer_id = earlier.offer_id
            and rises.first_seen > earlier.first_seen
            and rises.all_in <= earlier.all_in
            and rises.first_seen <= earlier.last_seen + parameter('hike_window')::integer * interval 1 day
)

select
    after.* exclude (amount),
    links.link,
    before.fee as fee_name_before,
    before.amount as fee_before,
    after.amount as fee_after,
    new_highs.all_in_before,
    new_highs.all_in,
    new_highs.last_seen as stood_until,
    new_highs.seen_to_before,
    after.amount::double * 100 / before.amount::double - 100 as rise_percent,
    new_highs.all_in::double * 100 / new_highs.all_in_before::double - 100 as all_in_percent,
    jaro_winkler_similarity(links.fee_key_before, links.fee_key_after) * 100 >= parameter('recycled_likeness')
        as is_like_named,
    new_highs.has_evidence_on_both_sides as has_evidence
from new_highs
inner join links on new_highs.offer_id = links.offer_id and new_highs.first_seen = links.first_seen
inner join charges as before
    on
        new_highs.offer_id = before.offer_id
        and new_highs.first_seen_before = before.first_seen
        and links.fee_key_before = before.fee_key
inner join charges as after
    on
        new_highs.offer_id = after.offer_id
        and new_highs.first_seen = after.first_seen
        and links.fee_key_after = after.fee_key
where after.amount > before.amount + parameter('minor_unit')
