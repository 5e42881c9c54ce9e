-- Of which offers did the shop state two things at one instant?
-- One row per offer and instant; two_prices where the prices differ, two_statements where only other terms do.
-- Left out: nothing; neither statement is used.
-- Kept only while the build runs.
with disputed as (
    select
        moments.offer_id,
        moments.captured_at as seen_at,
        moments.seen_on,
        one.terms.price as price_before,
        other.terms.price as price_after
    from moments
    inner join terms as one on moments.terms_state = one.terms_state
    inner join terms as other on moments.other_terms_state = other.terms_state
    where moments.terms_state != moments.other_terms_state
),

disputed_offers as (
    select
        offer_id,
        min(place.retailer) as retailer,
        min(place.store) as store,
        min(place.sku) as sku
    from places
    group by offer_id
)

select
    case when disputed.price_before = disputed.price_after then 'two_statements' else 'two_prices' end as kind,
    case when disputed.price_before = disputed.price_after then 'nothing' else 'price' end as concerns,
    disputed_offers.retailer,
    disputed_offers.store,
    disputed.offer_id,
    disputed_offers.sku,
    disputed.seen_on,
    disputed.seen_at,
    disputed.seen_on as seen_to,
    disputed.price_before,
    disputed.price_after,
    null::double as factor,
    1 as offers,
    'one offer, one instant, two statements: neither is used' as detail
from disputed
inner join disputed_offers on disputed.offer_id = disputed_offers.offer_id
union all by name
select * from earlier_disputes
