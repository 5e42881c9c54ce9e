-- What does D10 say of each unit price shown, and what stands against saying it?
-- One row per row of shown_units, with outcome and missing.
-- wrong: off by more than half the last digit shown and unit_tolerance; not_updated_on_promo: right by the higher
-- price asked before; nonstandard_unit: right, but not per what the law of the place (unit_regimes) and the shop
-- otherwise use.
-- Left out: nothing.
-- Kept only while the build runs.
with disturbed as (
    select distinct
        shown_units.offer_id,
        shown_units.first_seen
    from shown_units
    inner join data_errors
        on
            shown_units.retailer = data_errors.retailer
            and shown_units.store is not distinct from data_errors.store
            and coalesce(data_errors.offer_id, shown_units.offer_id) = shown_units.offer_id
            and data_errors.concerns in ('price', 'article', 'size')
            and data_errors.seen_on <= shown_units.last_seen::date + 1
            and data_errors.seen_to >= shown_units.first_seen::date - 1
    where not shown_units.is_right
),

standards as (
    select
        shown_units.*,
        disturbed.offer_id is not null as is_disturbed,
        offers.category in ('coffee', 'detergent', 'snack') as is_dry,
        case
            when not shown_units.is_per_guessed
                then list_contains(
                    unit_regimes.units, format('{:g} {}', shown_units.base_value, shown_units.base_unit)
                )
        end as is_standard
    from shown_units
    inner join offers on shown_units.offer_id = offers.offer_id
    left join disturbed
        on shown_units.offer_id = disturbed.offer_id and shown_units.first_seen = disturbed.first_seen
    left join unit_regimes on list_contains(unit_regimes.countries, shown_units.country)
),

habits as (
    select
        retailer,
        country,
        base_unit,
        count(distinct offer_id) filter (where is_standard) >= parameter('unit_usual_offers')
        and count(distinct offer_id) filter (where is_standard) * 100
        >= count(distinct offer_id) * parameter('unit_usual') as is_usual
    from standards
    where is_right
    group by retailer, country, base_unit
),

explained as (
    select
        standards.*,
        habits.is_usual,
        standards.is_per_guessed and standards.base_unit = 'piece' as is_of_unknown_weight,
        not coalesce(standards.is_dry, false)
        and standards.base_unit in ('g', 'ml')
        and standards.paid_for * 100 <= 100 - parameter('unit_drained_least')
        and standards.paid_for * 100 >= 100 - parameter('unit_drained_most') as may_be_drained,
        round(standards.paid_for) between 2 and parameter('unit_packs')
        and round(standards.paid_for) != 10
        and abs(standards.paid_for - round(standards.paid_for)) * 100
        <= round(standards.paid_for) * parameter('unit_tolerance') as may_be_a_box,
        standards.is_per_guessed
        and standards.base_unit = 'ml'
        and abs(standards.paid_for - 1) * 100 <= parameter('unit_density') as may_be_by_weight
    from standards
    left join habits
        on
            standards.retailer = habits.retailer
            and standards.country is not distinct from habits.country
            and standards.base_unit = habits.base_unit
),

doubted as (
    select
        *,
        case
            when not is_per_known then 'the unit that the price is per could not be read'
            when is_right then null
            when is_disputed then 'name and size field state different contents'
            when not is_sized then 'the content in that unit could not be read'
            when is_of_unknown_weight then 'the shop says neither a weight nor per what it is'
            when is_right_otherwise then 'right by another reading of the content'
            when is_the_members then 'it belongs to the member price'
            when is_disturbed then 'it stands beside a data error (data_errors)'
            when price_right_before > price or holds_deposit then null
            when is_the_earlier then 'right by the was-price, and not seen before the reduction'
            when shared_amount is not null
                then
                    format(
                        'it leaves out {:.2f} a piece as many offers of the shop do, perhaps a deposit', shared_amount
                    )
            when is_loose then 'the pack is weighed, or announces extra'
            when may_be_a_box then 'it may be by a box of several, which the words do not state'
            when may_be_drained then 'it may be by a drained weight, which the words do not state'
            when may_be_by_weight then 'it may be by weight, which the shop does not say'
            when is_per_guessed and may_be_counted then 'it may be per piece, which the shop does not say'
        end as missing
    from explained
)

select
    *,
    case
        when missing is not null then 'cannot_tell'
        when is_right and not is_standard and is_usual then 'nonstandard_unit'
        when is_right then 'consistent'
        when price_right_before > price then 'not_updated_on_promo'
        else 'wrong'
    end as outcome
from doubted
