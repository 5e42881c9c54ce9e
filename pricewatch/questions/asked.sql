-- What does each offer ask now?
-- One row per chosen offer in one country and currency. goods: price and fees that cannot be declined; total: these and
-- shipping; null where one of them is not known, or where the price is for a month. is_ranked: public and fresh. Fresh: seen
-- within stale_days of $newest, the newest listing in that country.
with priced as (
    select
        spells.* exclude (must_pay, is_latest, seen_from, seen_to, first_seen),
        chosen.* exclude (offer_id, product_id, country),
        case
            when coalesce(spells.price_per, 'once') = 'once'
                and len(list_filter(coalesce(spells.must_pay, []), lambda fee: fee.amount is null)) = 0
                then spells.price
                + coalesce(list_sum(list_transform(spells.must_pay, lambda fee: fee.amount)), 0)
        end as goods,
        goods + spells.shipping as total,
        spells.last_seen >= $newest::timestamp - to_days((
            select value::integer
            from parameters
            where name = 'stale_days'
        )) as is_fresh
    from spells
    inner join chosen on spells.offer_id = chosen.offer_id
    where
        spells.is_latest
        and spells.country is not distinct from $country
        and spells.currency is not distinct from $currency
)

select
    *,
    is_public and is_fresh as is_ranked,
    case size_unit
        when 'g' then price * 1000.0 / nullif(size_value, 0)
        when 'ml' then price * 1000.0 / nullif(size_value, 0)
        else price * 1.0 / nullif(size_value, 0)
    end::double as our_unit_price,
    case size_unit when 'g' then 'kg' when 'ml' then 'l' else size_unit end as our_unit
from priced
order by
    is_ranked desc,
    is_fresh desc,
    total nulls last,
    price nulls last,
    shop,
    store,
    offer_id
