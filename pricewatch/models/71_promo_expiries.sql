-- D8: What does a plan cost in the end, when its first price is over?
-- One row per offer and time in which its price, the price after it, and their months stayed the same: of all plans
-- that are paid by the month or year, and of all prices with a stated end. total_12 and total_24: what is paid in so
-- many months, with mandatory charges (open_charges: those that may be mandatory, and are not in it). ranks: of plans
-- that stand today, in one country and currency: by total_24 in the product and in the category, by first price there.
-- outcome: step (dearer later), step_after_term (dearer when one may leave), no_step, one_price (none stated).
-- A statistic: nobody is accused, since no listing says how prominently the later price is shown.
-- Left out: delivery, deposits, and prices that are not open.
with charged as (
    select
        offer_id,
        first_seen,
        coalesce(sum(amount) filter (where means = 'mandatory' and per = 'once'), 0) as once,
        coalesce(sum(amount) filter (where means = 'mandatory' and per = 'month'), 0) as monthly,
        coalesce(sum(amount) filter (where means = 'mandatory' and per = 'year'), 0) as yearly,
        coalesce(bool_or(amount is null) filter (where means = 'mandatory'), false) as is_unpriced,
        sum(amount) filter (where means = 'unknown') as open_charges
    from fee_lines
    group by offer_id, first_seen
),

spells as (
    select
        *,
        row(price, currency, price_per, price_after, intro_months, term_months) as deal
    from open_spells
    where
        price_per in ('month', 'year')
        or intro_months > 0
        or price_after > 0
        or (price = 0 and was_price > 0)
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
        * replace (
            min(first_seen) over stretch_of as first_seen,
            min(seen_from) over stretch_of as seen_from,
            sum(sightings) over stretch_of as sightings
        ),
        first_seen as last_spell,
        sum(seen_to - seen_from + 1) over stretch_of as days_observed,
        stretch = max(stretch) over (partition by offer_id) as is_newest
    from numbered
    window stretch_of as (partition by offer_id, stretch)
    qualify row_number() over (partition by offer_id, stretch order by first_seen desc) = 1
),

termed as (
    select
        stretches.*,
        coalesce(charged.once, 0) as once,
        coalesce(charged.monthly, 0) as monthly,
        coalesce(charged.yearly, 0) as yearly,
        charged.open_charges,
        coalesce(offers.category, offers.shop_category) as category,
        retailers.last_seen as retailer_last_seen,
        stretches.is_newest
        and stretches.last_seen > retailers.last_seen - parameter('gap_days')::integer * interval 1 day as is_current,
        stretches.intro_months is null
        and stretches.price_after is null
        and stretches.price > 0 as is_one_price,
        case
            when stretches.price_after is null and (stretches.price = 0 or stretches.intro_months > 0)
                then 'what it costs after the first price'
            when coalesce(stretches.price_per, 'once') = 'once' then 'how often the price is due'
            when stretches.price_after is not null and stretches.intro_months is null
                then 'for how many months the first price holds'
            when charged.is_unpriced then 'how much a mandatory charge is'
        end as unknown
    from stretches
    inner join offers on stretches.offer_id = offers.offer_id
    inner join retailers on stretches.retailer = retailers.slug
    left join charged on stretches.offer_id = charged.offer_id and stretches.last_spell = charged.first_seen
),

totalled as (
    select
        *,
        once + yearly + 12 * monthly
        + case price_per
            when 'month'
                then
                    price * least(case when is_one_price then 12 else intro_months end, 12)
                    + coalesce(price_after, price) * greatest(12 - coalesce(intro_months, 12), 0)
            else price
        end as in_12,
        once + 2 * yearly + 24 * monthly
        + case price_per
            when 'month'
                then
                    price * least(case when is_one_price then 24 else intro_months end, 24)
                    + coalesce(price_after, price) * greatest(24 - coalesce(intro_months, 24), 0)
            else
                case
                    when is_one_price or intro_months > 12 then price * 2
                    else price + price_after
                end
        end as in_24
    from termed
),

counted as (
    select
        *,
        count(*) over (partition by country, currency, product_id) as product_plans,
        case when category is not null then count(*) over (partition by country, currency, category) end
            as category_plans
    from totalled
    where is_current and unknown is null
),

ranked as (
    select
        offer_id,
        first_seen,
        case when product_plans > 1 then rank() over in_product end as rank_in_product,
        case when category_plans > 1 then rank() over in_category end as rank_in_category,
        case when category_plans > 1 then rank() over by_first_price end as rank_by_first_price,
        case when category_plans > 1 then category_plans end as plans_ranked
    from counted
    window
        in_product as (partition by country, currency, product_id order by in_24),
        in_category as (partition by country, currency, category order by in_24),
        by_first_price as (partition by country, currency, category, price_per order by price)
),

judged as (
    select
        totalled.*,
        ranked.* exclude (offer_id, first_seen),
        case when totalled.unknown is null then totalled.in_12 end as total_12,
        case when totalled.unknown is null then totalled.in_24 end as total_24,
        totalled.sightings >= parameter('evidence_sightings')
        and totalled.last_seen - totalled.first_seen >= parameter('evidence_hours')::integer * interval 1 hour
            as has_evidence,
        case
            when totalled.unknown = 'what it costs after the first price' then 'cannot_tell'
            when totalled.is_one_price then 'one_price'
            when totalled.price_after <= totalled.price then 'no_step'
            when totalled.term_months <= totalled.intro_months then 'step_after_term'
            else 'step'
        end as outcome
    from totalled
    left join ranked on totalled.offer_id = ranked.offer_id and totalled.first_seen = ranked.first_seen
),

doubted as (
    select
        *,
        case
            when unknown is not null then 'not known: ' || unknown
            when not has_evidence then 'the terms were not seen again hours later'
        end as missing
    from judged
)

select
    substr(md5(concat_ws('|', 'D8', offer_id, first_seen)), 1, 16) as finding_id,
    'D8' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case when missing is null then 'consistent' else 'cannot_tell' end as verdict,
    outcome,
    missing,
    false as published,
    offer_id,
    retailer,
    store,
    sku,
    country,
    product_id,
    category,
    seen_from as found_on,
    price,
    price_per,
    price_after,
    currency,
    intro_months,
    term_months,
    case when price > 0 then price_after::double * 100 / price::double - 100 end as step_percent,
    total_12,
    total_24,
    open_charges,
    rank_in_product,
    rank_in_category,
    rank_by_first_price,
    plans_ranked,
    is_current,
    days_observed::integer as days_observed,
    null::integer as longest_gap,
    seen_from as first_seen_on,
    seen_to as last_seen_on,
    has_evidence,
    first_seen > retailer_last_seen - parameter('provisional_days')::integer * interval 1 day as is_provisional
from doubted
order by found_on desc, finding_id
