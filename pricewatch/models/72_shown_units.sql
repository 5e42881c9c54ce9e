-- Is each unit price the price divided by the content?
-- One row per spell of public_spells with a unit price and version of the article's facts. is_right: within half its
-- last digit and unit_tolerance, by the content that the words state, with or without a deposit. is_right_otherwise:
-- right by another reading of the words, by what rounded sizes leave open, or by a unit that the shop does not name.
-- may_be_counted: it may be the price of one of many pieces. price_right_before: the highest at which it was right.
-- paid_for: the content that it is right for, as a multiple of the content stated.
-- shared_amount: what the unit price leaves out of each piece's price, as with many offers of the shop.
-- Left out: prices by the month or year. Compared in grams, millilitres, pieces, washes, metres and square metres.
-- Kept only while the build runs.
with shown as (
    select
        row_number() over () as statement,
        spells.* exclude (first_seen, last_seen, seen_from, seen_to, sightings),
        offer_facts.name,
        offer_facts.size_text,
        greatest(spells.first_seen, offer_facts.first_seen) as first_seen,
        least(spells.last_seen, offer_facts.last_seen) as last_seen,
        least(spells.sightings, offer_facts.sightings) as sightings
    from public_spells as spells
    inner join offer_facts
        on
            spells.offer_id = offer_facts.offer_id
            and spells.first_seen <= offer_facts.last_seen
            and spells.last_seen >= offer_facts.first_seen
    where spells.unit_price > 0 and coalesce(spells.price_per, 'once') = 'once'
),

-- What the last digit stands for: a shop that shows cents shows 4.00 where it could say 4. Few unit prices do not tell
-- whether it does; its prices do.
decimals as (
    select
        retailer,
        currency,
        max(length(rtrim(split_part(unit_price::varchar, '.', 2), '0'))) as digits_of_unit_prices,
        max(length(rtrim(split_part(price::varchar, '.', 2), '0'))) as digits_of_prices,
        case
            when count(distinct unit_price) >= parameter('unit_shared_offers') then digits_of_unit_prices
            else greatest(digits_of_unit_prices, digits_of_prices)
        end as digits
    from shown
    group by retailer, currency
),

stepped as (
    select
        shown.*,
        0.1 ** greatest(length(rtrim(split_part(shown.unit_price::varchar, '.', 2), '0')), least(decimals.digits, 2))
            as last_digit
    from shown
    inner join decimals
        on shown.retailer = decimals.retailer and shown.currency is not distinct from decimals.currency
),

per as (
    select
        stepped.statement,
        bases.base_value,
        bases.base_unit,
        bases.is_guess,
        not bases.is_guess or bases.base_unit not in ('g', 'ml') or bases.base_value = 1000 as is_usual
    from stepped
    inner join bases
        on stepped.unit_price_per is not distinct from bases.per and stepped.country is not distinct from bases.country
),

held as (
    select
        stepped.statement,
        stepped.unit_price,
        stepped.last_digit,
        per.base_value,
        per.base_unit,
        per.is_guess,
        per.is_usual,
        contents.value,
        contents.slack,
        contents.pieces,
        contents.is_main,
        contents.is_disputed,
        contents.is_loose
    from stepped
    inner join per on stepped.statement = per.statement
    inner join contents
        on
            stepped.name is not distinct from contents.name
            and stepped.size_text is not distinct from contents.size_text
            and stepped.country is not distinct from contents.country
            and per.base_unit = contents.unit
),

asked as (
    select
        statement,
        'price' as kind,
        price as amount
    from stepped
    union all
    select
        statement,
        'price' as kind,
        price - deposit as amount
    from stepped
    union all
    select
        statement,
        'with_deposit' as kind,
        price + deposit as amount
    from stepped
    union all
    select
        statement,
        'member_price' as kind,
        member_price as amount
    from stepped
    union all
    select
        statement,
        'was_price' as kind,
        was_price as amount
    from stepped
),

compared as (
    select
        held.*,
        asked.kind,
        abs(held.unit_price * held.value - asked.amount * held.base_value) as off,
        held.last_digit / 2 * held.value
        + asked.amount * held.base_value * parameter('unit_tolerance')::double / 100 as allowed,
        asked.amount * held.base_value * held.slack / held.value as left_open,
        case
            when held.is_main and held.is_usual and asked.kind = 'price'
                then round((asked.amount - held.unit_price * held.value / held.base_value) / held.pieces, 2)
        end as left_out
    from held
    inner join asked on held.statement = asked.statement
    where asked.amount > 0
),

judged as (
    select
        statement,
        bool_or(is_main and is_usual and kind = 'price' and off <= allowed) as is_right,
        bool_or(kind = 'price' and off <= allowed + left_open) as is_right_otherwise,
        bool_or(is_main and kind = 'member_price' and off <= allowed) as is_the_members,
        bool_or(is_main and kind = 'was_price' and off <= allowed) as is_the_earlier,
        bool_or(is_main and kind = 'with_deposit' and off <= allowed) as holds_deposit,
        bool_or(is_main) as is_sized,
        bool_or(is_disputed) as is_disputed,
        bool_or(is_loose) as is_loose
    from compared
    group by statement
),

nearest as (
    select *
    from compared
    qualify row_number() over (partition by statement order by is_main and is_usual desc, off / allowed) = 1
),

named as (
    select distinct statement
    from per
),

-- A deposit that the price holds and the source does not state is the same amount for every bottle.
shared as (
    select
        stepped.retailer,
        stepped.currency,
        compared.left_out as amount
    from compared
    inner join stepped on compared.statement = stepped.statement
    inner join judged on compared.statement = judged.statement
    where compared.left_out > 0 and not judged.is_right and not judged.is_right_otherwise
    group by stepped.retailer, stepped.currency, compared.left_out
    qualify
        count(distinct stepped.offer_id) >= parameter('unit_shared_offers')
        and count(distinct stepped.offer_id) * 100
        >= sum(count(distinct stepped.offer_id)) over (partition by stepped.retailer, stepped.currency)
        * parameter('unit_shared')
),

deposits as (
    select
        stepped.statement,
        min(shared.amount) as amount
    from stepped
    inner join compared on stepped.statement = compared.statement
    inner join shared
        on
            stepped.retailer = shared.retailer
            and stepped.currency is not distinct from shared.currency
            and compared.left_out = shared.amount
    group by stepped.statement
)

select
    stepped.* exclude (statement, last_digit),
    nearest.base_value,
    nearest.base_unit,
    named.statement is not null as is_per_known,
    stepped.unit_price_per is null as is_per_guessed,
    nearest.value as content,
    stepped.price * nearest.base_value / nearest.value as unit_price_due,
    stepped.price * nearest.base_value / stepped.unit_price / nearest.value as paid_for,
    coalesce(judged.is_right, false) as is_right,
    coalesce(judged.is_right_otherwise, false) as is_right_otherwise,
    coalesce(judged.is_the_members, false) as is_the_members,
    coalesce(judged.is_the_earlier, false) as is_the_earlier,
    coalesce(judged.holds_deposit, false) as holds_deposit,
    coalesce(judged.is_sized, false) as is_sized,
    coalesce(judged.is_disputed, false) as is_disputed,
    coalesce(judged.is_loose, false) as is_loose,
    deposits.amount as shared_amount,
    ceil(stepped.price / (stepped.unit_price + stepped.last_digit / 2))
    <= stepped.price / greatest(stepped.unit_price - stepped.last_digit / 2, stepped.last_digit / 4) as may_be_counted,
    max(stepped.price) filter (where coalesce(judged.is_right, false)) over (
        partition by stepped.offer_id, stepped.unit_price, stepped.unit_price_per
        order by stepped.first_seen rows between unbounded preceding and 1 preceding
    ) as price_right_before
from stepped
left join judged on stepped.statement = judged.statement
left join deposits on stepped.statement = deposits.statement
left join nearest on stepped.statement = nearest.statement
left join named on stepped.statement = named.statement
