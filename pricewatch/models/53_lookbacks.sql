-- What were the lowest public prices of the 30 days before a reduction was announced, or went a step further?
-- One row per offer and such a day. lowest_seen counts every public price, lowest_settled those that were seen again
-- hours later. hindered says why the days cannot be compared, where they cannot.
-- Left out: introductory prices, the day itself, and days on which no public price was seen: they set no low and are
-- not observed.
with days as (
    select distinct
        offer_id,
        unnest([announced_on, stepped_on]) as looked_on
    from announcements
),

window_spells as (
    select
        days.looked_on,
        public_spells.*
    from days
    inner join public_spells
        on
            days.offer_id = public_spells.offer_id
            and days.looked_on > public_spells.seen_from
            and days.looked_on - parameter('claim_window')::integer <= public_spells.seen_to
    where public_spells.intro_months is null
),

window_prices as (
    select
        offer_id,
        looked_on,
        price,
        currency,
        price_per,
        sum(sightings) >= parameter('evidence_sightings')
        and max(last_seen) - min(first_seen) >= parameter('evidence_hours')::integer * interval 1 hour as is_settled
    from window_spells
    group by offer_id, looked_on, price, currency, price_per
),

lows as (
    select
        offer_id,
        looked_on,
        min(price) as lowest_seen,
        min(price) filter (where is_settled) as lowest_settled,
        count(distinct coalesce(currency, '') || '|' || coalesce(price_per, '')) as kinds,
        any_value(currency) as currency,
        any_value(price_per) as price_per
    from window_prices
    group by offer_id, looked_on
),

days_in_window as (
    select distinct
        window_spells.offer_id,
        window_spells.looked_on,
        unnest(generate_series(
            greatest(
                sighted.seen_from,
                window_spells.seen_from,
                window_spells.looked_on - parameter('claim_window')::integer
            )::timestamp,
            least(sighted.seen_to, window_spells.seen_to, window_spells.looked_on - 1)::timestamp,
            interval 1 day
        ))::date as seen_on
    from window_spells
    inner join sighted
        on
            window_spells.offer_id = sighted.offer_id
            and window_spells.seen_from <= sighted.seen_to
            and window_spells.seen_to >= sighted.seen_from
    where not window_spells.stated
),

gaps as (
    select
        *,
        seen_on - coalesce(
            lag(seen_on) over (partition by offer_id, looked_on order by seen_on),
            looked_on - parameter('claim_window')::integer - 1
        ) - 1 as gap_before
    from days_in_window
),

coverage as (
    select
        offer_id,
        looked_on,
        count(*)::integer as days_observed,
        greatest(max(gap_before), any_value(looked_on) - 1 - max(seen_on))::integer as longest_gap
    from gaps
    group by offer_id, looked_on
),

first_days as (
    select
        offer_id,
        min(seen_from) as first_seen_on
    from sighted
    semi join days on sighted.offer_id = days.offer_id
    group by offer_id
),

other_articles as (
    select
        days.offer_id,
        days.looked_on
    from days
    inner join offer_facts
        on
            days.offer_id = offer_facts.offer_id
            and days.looked_on >= offer_facts.first_seen::date
            and days.looked_on - parameter('claim_window')::integer <= offer_facts.last_seen::date
    group by days.offer_id, days.looked_on
    having count(distinct offer_facts.size_value || offer_facts.size_unit) > 1
),

disturbed as (
    select
        days.offer_id,
        days.looked_on
    from days
    inner join data_errors
        on
            days.offer_id = data_errors.offer_id
            and data_errors.seen_to >= days.looked_on - parameter('claim_window')::integer
            and days.looked_on >= data_errors.seen_on
    where data_errors.concerns in ('price', 'article') and data_errors.kind != 'two_prices'
    union
    select
        days.offer_id,
        days.looked_on
    from days
    inner join offers on days.offer_id = offers.offer_id
    inner join data_errors
        on
            offers.retailer = data_errors.retailer
            and data_errors.offer_id is null
            and (data_errors.concerns = 'was_price' or offers.store is not distinct from data_errors.store)
            and data_errors.seen_to >= days.looked_on - parameter('claim_window')::integer
            and days.looked_on >= data_errors.seen_on
)

select
    days.offer_id,
    days.looked_on,
    lows.lowest_seen,
    lows.lowest_settled,
    lows.currency,
    lows.price_per,
    coalesce(coverage.days_observed, 0) as days_observed,
    coalesce(coverage.longest_gap, parameter('claim_window')::integer) as longest_gap,
    first_days.first_seen_on,
    first_days.first_seen_on > days.looked_on - parameter('claim_window')::integer as is_new,
    case
        when lows.lowest_seen is null then 'no public price was seen in the 30 days before'
        when lows.kinds > 1 then 'the 30 days before are in another currency, or for another period'
        when disturbed.offer_id is not null then 'the 30 days before hold a data error (data_errors)'
        when other_articles.offer_id is not null then 'another size was sold under this code in the 30 days before'
    end as hindered
from days
inner join first_days on days.offer_id = first_days.offer_id
left join lows on days.offer_id = lows.offer_id and days.looked_on = lows.looked_on
left join coverage on days.offer_id = coverage.offer_id and days.looked_on = coverage.looked_on
left join disturbed on days.offer_id = disturbed.offer_id and days.looked_on = disturbed.looked_on
left join other_articles on days.offer_id = other_articles.offer_id and days.looked_on = other_articles.looked_on
order by days.offer_id, days.looked_on
