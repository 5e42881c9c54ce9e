-- D9: Do those who renew pay more than new customers, and is a cheaper plan kept from them?
-- One row per plan and: price asked of customers who renew, beside the open one of the same days (loyalty_gap, no_gap);
-- price stated for the time after the contract (stated_gap: the shop says so at once, and is not accused); rise of an
-- open plan (hikes), which those who renew must pay too (renewal_rise), although a plan with the same attributes can be
-- had at the old price, but has since been seen by some people alone (hidden_cheaper_plan: offer_id_kept).
-- notice_days: between the first sighting of a price as a later one, and the day on which it was asked.
-- Left out: what is not paid by the month or year. A rise alone does not tell what else those who renew are offered.
with asked_of_all as (
    select
        offer_id,
        price,
        price_per,
        currency,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        sum(sightings) >= parameter('evidence_sightings')
        and max(last_seen) - min(first_seen) >= parameter('evidence_hours')::integer * interval 1 hour
            as has_evidence
    from public_spells
    group by offer_id, price, price_per, currency
),

renewed as (
    select
        asked.offer_id,
        asked.seen_from as found_on,
        open.price as new_price,
        asked.price as renewal_price,
        asked.price_per,
        asked.currency,
        asked.first_seen as decided_at,
        asked.seen_to as last_seen_on,
        open.has_evidence and asked.has_evidence as has_evidence,
        case
            when asked.price * 100 > open.price * (100 + parameter('change_least')) then 'loyalty_gap' else 'no_gap'
        end as outcome
    from persona_prices as asked
    inner join asked_of_all as open
        on
            asked.offer_id = open.offer_id
            and asked.price_per = open.price_per
            and asked.currency is not distinct from open.currency
            and asked.first_seen <= open.last_seen + parameter('gap_days')::integer * interval 1 day
            and asked.last_seen >= open.first_seen - parameter('gap_days')::integer * interval 1 day
    where asked.is_renewing
    qualify row_number() over (
        partition by asked.offer_id, asked.persona, asked.price order by open.price desc, open.last_seen desc
    ) = 1
),

promised as (
    select
        offer_id,
        found_on,
        price as new_price,
        price_after as renewal_price,
        price_per,
        currency,
        found_on::timestamp as decided_at,
        last_seen_on,
        has_evidence,
        'stated_gap' as outcome
    from promo_expiries
    where outcome = 'step_after_term' and price > 0 and price_per in ('month', 'year')
),

rises as (
    select
        hikes.*,
        max(public_spells.price_per) as price_per,
        max(public_spells.first_seen) as first_seen
    from hikes
    inner join public_spells
        on
            hikes.offer_id = public_spells.offer_id
            and hikes.hiked_on = public_spells.seen_from
            and hikes.price_after = public_spells.price
            and public_spells.price_per in ('month', 'year')
    where hikes.outcome != 'rollback'
    group by all
),

kept as (
    select
        rises.finding_id as hike_id,
        kept_prices.offer_id as offer_id_kept,
        kept_prices.price as price_kept,
        kept_prices.has_evidence,
        coalesce(plans.attributes = kept_plans.attributes and length(plans.attributes) > 2, false) as is_same_plan
    from rises
    inner join offers as plans on rises.offer_id = plans.offer_id
    inner join offers as kept_plans
        on
            plans.retailer = kept_plans.retailer
            and plans.store is not distinct from kept_plans.store
            and plans.country is not distinct from kept_plans.country
            and plans.offer_id != kept_plans.offer_id
    inner join persona_prices as kept_prices
        on
            kept_plans.offer_id = kept_prices.offer_id
            and rises.price_per = kept_prices.price_per
            and rises.currency is not distinct from kept_prices.currency
            and rises.price_before * (100 + parameter('change_least')) >= kept_prices.price * 100
            and rises.hiked_on <= kept_prices.seen_to
    anti join public_spells as open_spells
        on kept_prices.offer_id = open_spells.offer_id and rises.hiked_on <= open_spells.seen_to
    qualify row_number() over (
        partition by rises.finding_id order by is_same_plan desc, kept_prices.has_evidence desc, kept_prices.price
    ) = 1
),

announced as (
    select
        rises.finding_id as hike_id,
        (rises.hiked_on - min(public_spells.seen_from))::integer as notice_days
    from rises
    inner join public_spells
        on
            rises.offer_id = public_spells.offer_id
            and rises.price_after = public_spells.price_after
            and rises.hiked_on > public_spells.seen_from
    group by rises.finding_id, rises.hiked_on
),

risen as (
    select
        rises.offer_id,
        rises.hiked_on as found_on,
        rises.price_before as new_price,
        rises.price_after as renewal_price,
        rises.price_per,
        rises.currency,
        rises.first_seen as decided_at,
        rises.last_seen_on,
        coalesce(rises.has_evidence, false) and coalesce(kept.has_evidence, true) as has_evidence,
        case when kept.is_same_plan then 'hidden_cheaper_plan' else 'renewal_rise' end as outcome,
        case
            when kept.is_same_plan then null
            when kept.hike_id is not null then 'whether the plan that some are offered at the old price is the same'
            else 'whether a cheaper plan is kept for those who would leave'
        end as unknown,
        kept.offer_id_kept,
        kept.price_kept,
        announced.notice_days
    from rises
    left join kept on rises.finding_id = kept.hike_id
    left join announced on rises.finding_id = announced.hike_id
),

found as (
    select * from renewed
    union all by name
    select * from promised
    union all by name
    select * from risen
),

doubted as (
    select
        found.*,
        offers.retailer,
        offers.store,
        offers.sku,
        offers.country,
        offers.product_id,
        retailers.last_seen as retailer_last_seen,
        case
            when found.unknown is not null then 'not known: ' || found.unknown
            when errors.offer_id is not null then 'a data error lies on this day (data_errors)'
            when not found.has_evidence then 'a price was not seen again hours later'
        end as missing
    from found
    inner join offers on found.offer_id = offers.offer_id
    inner join retailers on offers.retailer = retailers.slug
    left join data_errors as errors
        on
            found.offer_id = errors.offer_id
            and errors.concerns in ('price', 'article')
            and found.found_on between errors.seen_on and coalesce(errors.seen_to, errors.seen_on)
    qualify row_number() over (partition by found.offer_id, found.outcome, found.renewal_price, found.found_on) = 1
)

select
    substr(md5(concat_ws('|', 'D9', offer_id, outcome, renewal_price, found_on)), 1, 16) as finding_id,
    'D9' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case
        when missing is not null then 'cannot_tell'
        when outcome in ('loyalty_gap', 'hidden_cheaper_plan') then 'violates'
        else 'consistent'
    end as verdict,
    outcome,
    missing,
    false as published,
    offer_id,
    offer_id_kept,
    retailer,
    store,
    sku,
    country,
    product_id,
    found_on,
    new_price,
    renewal_price,
    renewal_price::double * 100 / new_price::double - 100 as gap_percent,
    price_kept,
    price_per,
    currency,
    notice_days,
    null::integer as days_observed,
    null::integer as longest_gap,
    found_on as first_seen_on,
    last_seen_on,
    has_evidence,
    decided_at > retailer_last_seen - parameter('provisional_days')::integer * interval 1 day as is_provisional
from doubted
order by found_on desc, finding_id
