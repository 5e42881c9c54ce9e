-- What was asked for them, and when?
-- One row per price spell of a chosen offer. is_public: anybody could buy at that price, as far as its page tells;
-- doubtful, hidden, out-of-stock and "from" prices are not. must_pay: the fees that cannot be declined.
select
    price_spells.offer_id,
    chosen.product_id,
    chosen.country,
    coalesce(
        price_spells.currency,
        last_value(price_spells.currency ignore nulls) over (
            partition by price_spells.offer_id order by price_spells.first_seen
        )
    ) as currency,
    price_spells.first_seen,
    price_spells.last_seen,
    price_spells.seen_from,
    price_spells.seen_to,
    price_spells.price,
    price_spells.was_price,
    price_spells.was_kind,
    price_spells.price_hidden,
    price_spells.price_per,
    price_spells.member_price,
    price_spells.shipping,
    price_spells.availability,
    price_spells.doubts,
    list_filter(
        from_json(
            case when json_valid(price_spells.fees) then price_spells.fees end,
            '[{"kind": "VARCHAR", "amount": "DECIMAL(18,4)", "mandatory": "BOOLEAN"}]'
        ),
        lambda fee: fee.mandatory
    ) as must_pay,
    price_spells.price is not null
    and price_spells.doubts is null
    and price_spells.price_hidden is null
    and price_spells.persona is null
    and coalesce(price_spells.price_kind, 'exact') = 'exact'
    and coalesce(price_spells.availability, 'in_stock') = 'in_stock' as is_public,
    row_number() over (partition by price_spells.offer_id order by price_spells.last_seen desc) = 1 as is_latest
from price_spells
inner join chosen on price_spells.offer_id = chosen.offer_id
