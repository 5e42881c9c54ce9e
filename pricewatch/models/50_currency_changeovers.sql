-- Where were was-prices left in the currency that a country gave up?
-- One row per shop, currency and month in which many was-prices stand at the fixed rate to a price of the same offer
-- at that time or before; one alone is no proof. offers: how many; seen_on: the month's first day.
-- Left out: countries and times without a changeover (changeovers.csv).
-- Kept only while the build runs.
with claims as (
    select
        public_spells.*,
        changeovers.rate,
        date_trunc('month', public_spells.seen_from) as month
    from public_spells
    inner join changeovers
        on
            public_spells.country = changeovers.country
            and public_spells.currency = changeovers.currency
            and public_spells.seen_from >= changeovers.changed_on - parameter('changeover_days')::integer
            and public_spells.seen_from <= changeovers.changed_on + parameter('changeover_days')::integer
    where public_spells.was_price > public_spells.price
),

at_fixed_rate as (
    select distinct
        claims.offer_id,
        claims.month
    from claims
    inner join public_spells
        on
            claims.offer_id = public_spells.offer_id
            and claims.first_seen >= public_spells.first_seen
            and claims.currency = public_spells.currency
            and abs(claims.was_price - public_spells.price * claims.rate) * 100
            <= claims.was_price * parameter('claim_tolerance')
)

select
    'currency_changeover' as kind,
    'was_price' as concerns,
    claims.retailer,
    claims.month::date as seen_on,
    last_day(claims.month) as seen_to,
    any_value(claims.rate)::double as factor,
    count(distinct at_fixed_rate.offer_id)::integer as offers,
    'many was-prices stand in the currency before the changeover: no claim of that time is judged' as detail
from claims
left join at_fixed_rate on claims.offer_id = at_fixed_rate.offer_id and claims.month = at_fixed_rate.month
group by claims.retailer, claims.month
having
    count(distinct at_fixed_rate.offer_id) >= parameter('changeover_offers')
    and count(distinct at_fixed_rate.offer_id) * 100
    >= count(distinct claims.offer_id) * parameter('changeover_share')
