-- What did a thing cost in the long run, before its price jumped shortly before a day?
-- One row per anchor that is a start (anchors), with a long-run price: the price that stood, not as a sale's, on
-- long_run_share % of the known days and on long_run_days of the history_needed days before the jump. A jump ends
-- spike_rise % above everything seen in those days, so it is no return from a sale. spike_days run from the day after
-- less than that above the long-run price was last seen; without a jump they are null, and the long-run price is that
-- of the days before the anchor.
-- Left out: anchors before which no price stood long enough.
with starts as (
    select histories.*
    from histories
    semi join anchors
        on histories.offer_id = anchors.offer_id and histories.anchor_on = anchors.anchor_on and anchors.is_start
),

rises as (
    select distinct
        offer_id,
        anchor_on,
        held_from as rise_on
    from starts
    where days > 0 and held_from > anchor_on - parameter('spike_days')::integer
    union
    select distinct
        offer_id,
        anchor_on,
        anchor_on as rise_on
    from starts
),

before as (
    select
        starts.offer_id,
        starts.anchor_on,
        rises.rise_on,
        starts.price,
        starts.is_claim,
        greatest(
            least(starts.held_to, rises.rise_on - 1)
            - greatest(starts.held_from, rises.rise_on - parameter('history_needed')::integer) + 1,
            0
        ) as days,
        starts.sightings,
        starts.first_seen,
        starts.last_seen
    from rises
    inner join starts
        on
            rises.offer_id = starts.offer_id
            and rises.anchor_on = starts.anchor_on
            and rises.rise_on > starts.held_from
            and rises.rise_on - parameter('history_needed')::integer <= greatest(starts.held_from, starts.held_to)
),

levels as (
    select
        offer_id,
        anchor_on,
        rise_on,
        price,
        sum(days) filter (where not is_claim)::integer as regular_days,
        sum(sum(days)) over (partition by offer_id, anchor_on, rise_on)::integer as known_days,
        max(price) over (partition by offer_id, anchor_on, rise_on) as highest_before,
        sum(sightings) filter (where not is_claim) >= parameter('evidence_sightings')
        and max(last_seen) filter (where not is_claim) - min(first_seen) filter (where not is_claim)
        >= parameter('evidence_hours')::integer * interval 1 hour as has_evidence
    from before
    group by offer_id, anchor_on, rise_on, price
),

long_run as (
    select *
    from levels
    where
        regular_days >= parameter('long_run_days')
        and regular_days * 100 >= known_days * parameter('long_run_share')
),

spikes as (
    select
        long_run.*,
        max(starts.held_to) filter (
            where starts.price * 100 < long_run.price * (100 + parameter('spike_rise'))
        ) as last_low_on
    from long_run
    inner join starts
        on long_run.offer_id = starts.offer_id and long_run.anchor_on = starts.anchor_on and starts.days > 0
    group by all
),

heights as (
    select
        spikes.*,
        spikes.anchor_on - spikes.last_low_on - 1 as spike_days,
        min(starts.price) as spike_price,
        sum(starts.days)::integer as spike_days_known,
        sum(starts.sightings) >= parameter('evidence_sightings')
        and max(starts.last_seen) - min(starts.first_seen)
        >= parameter('evidence_hours')::integer * interval 1 hour as spike_has_evidence
    from spikes
    left join starts
        on
            spikes.offer_id = starts.offer_id
            and spikes.anchor_on = starts.anchor_on
            and spikes.last_low_on < starts.held_from
            and starts.days > 0
    group by all
),

judged as (
    select
        *,
        coalesce(
            last_low_on < rise_on
            and rise_on < anchor_on
            and spike_days < parameter('spike_days')
            and spike_price * 100 >= highest_before * (100 + parameter('spike_rise')),
            false
        ) as is_spike
    from heights
)

select
    offer_id,
    anchor_on,
    price as long_run_price,
    regular_days as long_run_days,
    case when is_spike then last_low_on + 1 end as risen_on,
    case when is_spike then spike_price end as spike_price,
    case when is_spike then spike_days end as spike_days,
    case when is_spike then (spike_price::double / price::double - 1) * 100 end as spike_percent,
    case when is_spike then spike_days - spike_days_known end as spike_days_hidden,
    has_evidence and (spike_has_evidence or not is_spike) as has_evidence
from judged
where is_spike or rise_on = anchor_on
qualify row_number() over (partition by offer_id, anchor_on order by is_spike desc, rise_on) = 1
