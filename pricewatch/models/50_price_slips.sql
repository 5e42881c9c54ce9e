-- Which prices of one offer cannot be meant?
-- One row per offer and jump; seen_to: the last day at the wrong level, where it came back.
-- A jump by slip_least or more is one where the price comes back to about what it was, where it is by 10, 100 or 1000
-- exactly, or nearly so and another shop of the product asks one of the two prices, or where it is beyond slip_most.
-- Which price is wrong is not said, and neither is used.
-- Left out: jumps to and from 0 (intro_offers), and of prices that are used for nothing: doubtful, hidden, "from".
-- Kept only while the build runs.
with steps as (
    select
        *,
        lag(price) over spells_in_order as price_before,
        lead(price) over spells_in_order as price_next,
        coalesce(currency, '') = lag(coalesce(currency, '')) over spells_in_order
        and coalesce(price_per, '') = lag(coalesce(price_per, '')) over spells_in_order as is_one_kind
    from public_spells
    window spells_in_order as (partition by offer_id order by first_seen)
),

jumps as (
    select
        *,
        log10(price::double / price_before::double) as size,
        round(log10(price::double / price_before::double)) as digits
    from steps
    where
        is_one_kind
        and (
            price >= price_before * parameter('slip_least')
            or price_before >= price * parameter('slip_least')
        )
),

suspects as (
    select
        *,
        abs(size - digits) <= log10(parameter('slip_near')) as is_near,
        abs(price - price_before::double * 10 ** digits) <= price * parameter('change_least') / 100 as is_exact,
        coalesce(
            abs(log10(price_next::double / price_before::double)) <= log10(parameter('slip_near')), false
        ) as is_back
    from jumps
),

others as (
    select
        suspects.offer_id,
        suspects.first_seen,
        coalesce(bool_or(
            least(
                abs(log10(public_spells.price::double / suspects.price::double)),
                abs(log10(public_spells.price::double / suspects.price_before::double))
            ) <= log10(parameter('slip_near'))
        ), false) as is_known_elsewhere
    from suspects
    inner join public_spells
        on
            suspects.product_id = public_spells.product_id
            and suspects.retailer != public_spells.retailer
            and suspects.currency is not distinct from public_spells.currency
            and suspects.seen_from between public_spells.seen_from and public_spells.seen_to
    group by suspects.offer_id, suspects.first_seen
)

select
    'price_slip' as kind,
    'price' as concerns,
    suspects.retailer,
    suspects.store,
    suspects.offer_id,
    suspects.sku,
    suspects.seen_from as seen_on,
    suspects.first_seen as seen_at,
    case when suspects.is_back then suspects.seen_to else suspects.seen_from end as seen_to,
    suspects.price_before,
    suspects.price as price_after,
    10 ** suspects.size as factor,
    1 as offers,
    case
        when suspects.is_back then 'the price jumps by far and comes back'
        when suspects.is_exact then 'the price jumps by exactly ' || 10 ** suspects.digits
        when suspects.is_near and others.is_known_elsewhere
            then 'the price jumps by about ' || 10 ** suspects.digits || ', and another shop asks as before or as after'
        else 'the price jumps by more than any price does'
    end as detail
from suspects
left join others on suspects.offer_id = others.offer_id and suspects.first_seen = others.first_seen
where
    suspects.is_back
    or suspects.is_exact
    or (suspects.is_near and others.is_known_elsewhere)
    or abs(suspects.size) >= log10(parameter('slip_most'))
