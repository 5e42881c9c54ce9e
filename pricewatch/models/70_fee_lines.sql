-- Which charges stand beside an open price?
-- One row per spell of open_spells and charge. means: mandatory, optional, unknown (the shop does not say whether it
-- can be declined), or by its name (term_words) penalty, deposit, delivery, or tax where prices go without it: not
-- everybody must pay those, or the law of the place keeps them apart. per: how often it is due, as the shop says, else
-- by its name, else as often as the price. step_number: how many steps behind the price's page it is first shown.
-- Left out: charges that the price is said to include, and those of 0.
-- Kept only while the build runs.
with spells as (
    select *
    from open_spells
    where case when json_valid(fees) then json_array_length(fees) end > 0
),

unnested as (
    select
        *,
        unnest(fees::json[]) as charge
    from spells
),

charges as (
    select
        * exclude (charge),
        charge ->> 'kind' as fee,
        try_cast(charge ->> 'amount' as decimal(18, 4)) as amount,
        try_cast(charge ->> 'mandatory' as boolean) as is_mandatory,
        coalesce(try_cast(charge ->> 'preselected' as boolean), false) as is_preselected,
        lower(charge ->> 'step') as step,
        charge ->> 'per' as stated_per
    from unnested
),

named as (
    select
        kinds.fee,
        list(distinct term_words.means) as meanings
    from (select distinct fee from charges) as kinds
    inner join term_words
        on regexp_matches(lower(kinds.fee), '(^|[^\p{L}])' || regexp_escape(term_words.word) || '($|[^\p{L}])')
    group by kinds.fee
)

select
    charges.*,
    case
        when list_contains(named.meanings, 'deposit') then 'deposit'
        when list_contains(named.meanings, 'delivery') then 'delivery'
        when list_contains(named.meanings, 'penalty') then 'penalty'
        when list_contains(named.meanings, 'tax') and charges.country in ('US', 'CA') then 'tax'
        when list_contains(named.meanings, 'optional') or not charges.is_mandatory then 'optional'
        when charges.is_mandatory then 'mandatory'
        else 'unknown'
    end as means,
    coalesce(list_contains(named.meanings, 'tax'), false) as is_tax,
    coalesce(
        charges.stated_per,
        case when list_contains(named.meanings, 'once') then 'once' end,
        charges.price_per,
        'once'
    ) as per,
    case
        when charges.step in ('page', 'listing', 'product') then 0
        when charges.step in ('basket', 'cart') then 1
        when charges.step in ('checkout', 'payment', 'total') then 2
    end as step_number
from charges
left join named on charges.fee = named.fee
where not coalesce(list_contains(named.meanings, 'included'), false) and coalesce(charges.amount, 1) > 0
order by charges.offer_id, charges.first_seen
