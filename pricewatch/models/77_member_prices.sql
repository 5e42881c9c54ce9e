-- Did the public price rise when a member price began?
-- One row per offer and beginning (two_price). outcome: public_price_raised where the public price rose above all of
-- the quarter before within member_near days of the beginning. member_percent: the member price beside the public one
-- before. is_above_rival: members paid more than anybody at another shop of the product that day; null: no other known.
-- Violates: a rise of at least hike_note that stood (hikes), and that the market did not share. Rises weeks before or
-- after, under hike_note, or where no market is known cannot be told from chance.
-- Left out: offers on which no price for members was ever seen beside an exact public one.
with disturbed as (
    select distinct
        begun.offer_id,
        begun.begins_on
    from member_beginnings as begun
    inner join data_errors
        on
            begun.retailer = data_errors.retailer
            and (
                begun.offer_id = data_errors.offer_id
                or (data_errors.offer_id is null and begun.store is not distinct from data_errors.store)
            )
            and data_errors.seen_to >= begun.begins_on - parameter('hike_window')::integer
            and begun.begins_on + parameter('member_around')::integer >= data_errors.seen_on
    where data_errors.concerns in ('price', 'article', 'size')
),

resized as (
    select
        begun.offer_id,
        begun.begins_on
    from member_beginnings as begun
    inner join offer_facts
        on
            begun.offer_id = offer_facts.offer_id
            and begun.begins_on + parameter('member_near')::integer >= offer_facts.first_seen::date
            and begun.begins_on - parameter('hike_window')::integer <= offer_facts.last_seen::date
    group by begun.offer_id, begun.begins_on
    having count(distinct offer_facts.size_value || offer_facts.size_unit) > 1
),

rises as (
    select
        begun.offer_id,
        begun.begins_on,
        hikes.hiked_on,
        hikes.market_class,
        hikes.market_percent,
        hikes.confirmed,
        hikes.has_evidence
    from member_beginnings as begun
    inner join hikes
        on
            begun.offer_id = hikes.offer_id
            and abs(hikes.hiked_on - begun.begins_on) <= parameter('member_near')
    qualify row_number() over (
        partition by begun.offer_id, begun.begins_on order by abs(hikes.hiked_on - begun.begins_on), hikes.hiked_on
    ) = 1
),

measured as (
    select
        begun.*,
        rises.hiked_on,
        rises.market_class,
        rises.market_percent,
        rises.confirmed,
        retailers.last_seen::date as newest_on,
        disturbed.offer_id is not null or resized.offer_id is not null as is_disturbed,
        begun.member_has_evidence and coalesce(rises.has_evidence, true) as has_evidence,
        (high_then::double / high_before::double - 1) * 100 as rise_percent,
        high_then * 100 >= high_before * (100 + parameter('change_least')) as is_raised,
        high_then * 100 >= high_before * (100 + parameter('hike_note')) as is_raised_much,
        high_recent * 100 >= high_earlier * (100 + parameter('change_least')) as is_raised_earlier,
        high_later * 100 >= greatest(high_before, high_then) * (100 + parameter('change_least')) as is_raised_later
    from member_beginnings as begun
    inner join retailers on begun.retailer = retailers.slug
    left join rises on begun.offer_id = rises.offer_id and begun.begins_on = rises.begins_on
    left join disturbed on begun.offer_id = disturbed.offer_id and begun.begins_on = disturbed.begins_on
    left join resized on begun.offer_id = resized.offer_id and begun.begins_on = resized.begins_on
),

doubted as (
    select
        *,
        case
            when seen_before is null then 'a day before: both prices stood when the offer was first seen'
            when high_before is null then 'the public price of the weeks before'
            when kinds > 1 then 'one currency and period for all these weeks'
            when begins_on - seen_before > parameter('hike_last_seen') then 'the week before: nobody looked'
            when member_before >= begins_on - parameter('hike_window')::integer
                then 'a quarter without a member price before: one stood, ended and began again'
            when is_disturbed then 'a quarter without a data error or another size (data_errors)'
            when not has_evidence then 'a second look, hours later'
            when is_raised and not is_raised_much then 'a rise of 5 %: a smaller one is no material one'
            when is_raised and hiked_on is null then 'a quarter of public prices seen often enough'
            when is_raised and confirmed is null then 'whether the rise stood'
            when is_raised and not confirmed then 'a rise that stood: it was taken back'
            when is_raised and market_class = 'unknown' then 'what other shops did'
            when is_raised and market_class = 'market_wide' then 'a market that stood: other shops rose as much'
            when is_raised then null
            when is_raised_earlier then 'a public price that stood: it rose in the weeks before'
            when is_raised_later then 'a public price that stood: it rose in the weeks after'
            when days_observed < parameter('hike_days_seen') then 'the public price of most days of the quarter before'
            when last_seen_on < begins_on + parameter('hike_hold')::integer then 'whether the price stood'
            when stated then 'more than price changes alone, which clear nobody'
        end as missing
    from measured
)

select
    substr(md5(concat_ws('|', 'two_price', offer_id, begins_on)), 1, 16) as finding_id,
    'two_price' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case when missing is not null then 'cannot_tell' when is_raised then 'violates' else 'consistent' end as verdict,
    case
        when seen_before is null or high_before is null or kinds > 1 then 'cannot_tell'
        when is_raised then 'public_price_raised'
        else 'public_price_unchanged'
    end as outcome,
    missing,
    false as published,
    offer_id,
    retailer,
    store,
    sku,
    country,
    product_id,
    begins_on,
    member_until,
    price_before,
    high_before,
    price,
    member_price,
    currency,
    rise_percent,
    market_class,
    market_percent,
    (member_price::double / price_before::double - 1) * 100 as member_percent,
    member_price < price_before as member_saves,
    rival_price,
    rivals,
    member_price > rival_price as is_above_rival,
    days_observed,
    longest_gap,
    coalesce(first_seen_on, begins_on) as first_seen_on,
    last_seen_on,
    has_evidence,
    begins_on + (parameter('hike_hold') + parameter('provisional_days'))::integer > newest_on as is_provisional
from doubted
order by begins_on desc, finding_id
