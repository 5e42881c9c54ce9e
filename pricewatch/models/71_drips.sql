-- D6: How much more than the price shown first must be paid in the end?
-- One row per offer and time in which its charges were of one state: drip (one at least is mandatory), open (nobody
-- says whether one can be declined), clear (none is owed). Measured on its first day. drip_abs is what the mandatory
-- charges add to the base, the price itself: to one payment; of a price per month or year to one period, or, where a
-- charge is paid once, to all that is paid until the contract may end. drip_ratio is its percent of the base, graded by
-- drip_low and drip_high. step: where the first of them is shown.
-- Left out: prices of nothing; offers without a charge beside the price, as nobody knows their last step. Delivery,
-- deposits, penalties, what can be declined and taxes that the law keeps apart (other_charges) are not in the drip.
-- Kept only while the build runs.
with charged as (
    select
        offer_id,
        first_seen,
        case
            when bool_or(means = 'mandatory') then 'drip'
            when bool_or(means = 'unknown') then 'open'
            else 'clear'
        end as state,
        coalesce(sum(amount) filter (where means = 'mandatory' and per = 'once'), 0) as once,
        coalesce(sum(amount) filter (where means = 'mandatory' and per = 'month'), 0) as monthly,
        coalesce(sum(amount) filter (where means = 'mandatory' and per = 'year'), 0) as yearly,
        coalesce(bool_or(amount is null) filter (where means = 'mandatory'), false) as is_unpriced,
        sum(amount) filter (where means not in ('mandatory', 'unknown')) as other_charges,
        sum(amount) filter (where is_preselected and means != 'mandatory') as preselected,
        string_agg(fee, ', ' order by fee) filter (where means in ('mandatory', 'unknown')) as charges,
        arg_min(step, step_number) filter (where means in ('mandatory', 'unknown')) as step,
        min(step_number) filter (where means in ('mandatory', 'unknown')) as n_steps,
        coalesce(max(step_number) = 2, false) as is_seen_to_the_end
    from fee_lines
    group by offer_id, first_seen
),

marked as (
    select
        public_spells.*,
        charged.* exclude (offer_id, first_seen),
        coalesce(
            public_spells.seen_from > lag(public_spells.seen_to) over spells_in_order + parameter('gap_days')::integer,
            true
        ) as begins
    from charged
    inner join public_spells
        on charged.offer_id = public_spells.offer_id and charged.first_seen = public_spells.first_seen
    window spells_in_order as (partition by public_spells.offer_id, charged.state order by public_spells.first_seen)
),

numbered as (
    select
        *,
        count(*) filter (where begins) over (
            partition by offer_id, state order by first_seen rows unbounded preceding
        ) as stretch
    from marked
),

stretches as (
    select
        * replace (
            max(last_seen) over stretch_of as last_seen,
            max(seen_to) over stretch_of as seen_to,
            sum(sightings) over stretch_of as sightings,
            bool_or(is_seen_to_the_end) over stretch_of as is_seen_to_the_end
        ),
        case
            when coalesce(price_per, 'once') = 'once' then 1
            when once > 0 then term_months
            when price_per = 'year' or yearly > 0 then 12
            else 1
        end as months
    from numbered
    window stretch_of as (partition by offer_id, state, stretch)
    qualify row_number() over (partition by offer_id, state, stretch order by first_seen) = 1
),

measured as (
    select
        *,
        price * case price_per when 'month' then months when 'year' then ceil(months / 12)::integer else 1 end as base,
        once
        + monthly * case when price_per in ('month', 'year') then months else 1 end
        + yearly * case when price_per in ('month', 'year') then ceil(months / 12)::integer else 1 end as drip_abs
    from stretches
)

select
    *,
    drip_abs::double * 100 / base::double as drip_ratio,
    case
        when state = 'clear' then 'no_drip'
        when state = 'open' or is_unpriced or drip_abs is null then 'cannot_tell'
        when drip_abs <= parameter('minor_unit') then 'no_drip'
        when drip_abs * 100 < base * parameter('drip_low') then 'low'
        when drip_abs * 100 <= base * parameter('drip_high') then 'medium'
        else 'high'
    end as outcome,
    sightings >= parameter('evidence_sightings')
    and last_seen - first_seen >= parameter('evidence_hours')::integer * interval 1 hour as has_evidence
from measured
