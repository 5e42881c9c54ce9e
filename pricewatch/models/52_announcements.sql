-- When did a shop announce that a price is reduced?
-- One row per spell with a was-price or a claimed percentage (claims), or a shown 30-day low above the price.
-- A campaign is a row of announcements at prices that do not rise, without a gap longer than gap_days and without a
-- time between in which nothing was announced; announced_on is its first day, stepped_on the day of its last step
-- down. What was seen once only neither ends nor begins one. is_resumed: a gap hides whether it began anew.
-- Left out: RRP and competitors' prices, was-prices not above the price, and percentages that may be those of a
-- coupon, a multi-buy or a member price: they are no claim of this kind. Introductory prices: not everybody's price.
with stated as (
    select
        *,
        coalesce(
            coalesce(was_kind, 'unspecified') in ('own_prior', 'unspecified')
            and (
                was_price > price
                or (
                    was_price is null
                    and claimed_percent > 0
                    and claimed_percent < 100
                    and offer_text is null
                    and member_price is null
                )
            ),
            false
        ) as claims,
        coalesce(lowest_30d_shown > price, false) as shows_low
    from public_spells
    where intro_months is null
),

announcing_offers as (
    select distinct offer_id
    from stated
    where claims or shows_low
),

spells as (
    select
        stated.*,
        claims or shows_low as announces,
        case when claims or shows_low then price end as announced_price,
        lag(seen_to) over (partition by stated.offer_id order by first_seen) as seen_before
    from stated
    semi join announcing_offers on stated.offer_id = announcing_offers.offer_id
),

marked_spells as (
    select
        *,
        coalesce(announced_price, 0) != coalesce(lag(announced_price) over spells_in_order, 0)
        or seen_from > seen_before + parameter('gap_days')::integer as is_other
    from spells
    window spells_in_order as (partition by offer_id order by first_seen)
),

numbered as (
    select
        *,
        count(*) filter (where is_other) over (
            partition by offer_id order by first_seen rows unbounded preceding
        ) as stretch
    from marked_spells
),

stretches as (
    select
        offer_id,
        stretch,
        any_value(announces) as announces,
        any_value(price) as price,
        min(seen_from) as seen_from,
        max(seen_to) as seen_to,
        sum(sightings) >= parameter('evidence_sightings')
        and max(last_seen) - min(first_seen) >= parameter('evidence_hours')::integer * interval 1 hour as is_settled
    from numbered
    group by offer_id, stretch
),

followed as (
    select
        *,
        coalesce(last_value(case when is_settled then announces end ignore nulls) over stretches_before, false)
            as announced_before,
        last_value(case when is_settled then price end ignore nulls) over stretches_before as price_before,
        seen_from > last_value(case when announces then seen_to end ignore nulls) over stretches_before
        + parameter('gap_days')::integer as after_gap
    from stretches
    window
        stretches_before as (
            partition by offer_id order by stretch rows between unbounded preceding and 1 preceding
        )
),

marked as (
    select
        *,
        announces and not (
            announced_before
            and not after_gap
            and (not is_settled or price * 100 <= price_before * (100 + parameter('claim_tolerance')))
        ) as begins,
        announces
        and announced_before
        and is_settled
        and price * 100 < price_before * (100 - parameter('claim_tolerance')) as steps_down
    from followed
),

campaigns as (
    select
        offer_id,
        stretch,
        begins and after_gap and announced_before as is_resumed,
        count(*) filter (where begins) over stretches_so_far as campaign,
        count(*) filter (where begins or steps_down) over stretches_so_far as step
    from marked
    where announces
    window stretches_so_far as (partition by offer_id order by stretch rows unbounded preceding)
)

select
    numbered.* exclude (announces, announced_price, seen_before, is_other, stretch),
    campaigns.campaign,
    min(numbered.seen_from) over (partition by numbered.offer_id, campaigns.campaign) as announced_on,
    min(numbered.seen_from) over (partition by numbered.offer_id, campaigns.step) as stepped_on,
    bool_or(campaigns.is_resumed) over (partition by numbered.offer_id, campaigns.campaign) as is_resumed
from numbered
inner join campaigns on numbered.offer_id = campaigns.offer_id and numbered.stretch = campaigns.stretch
order by numbered.offer_id, numbered.first_seen
