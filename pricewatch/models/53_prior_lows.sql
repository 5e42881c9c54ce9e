-- Which prior price does the law of the place ask for?  (Directive 98/6/EC Art. 6a and its national options)
-- One row per offer and step of a campaign: by every reading of the law that is open (the first day of the campaign
-- where progressive reductions keep their prior price, the day of the step where not, both where nobody verified
-- which) the prior price is at most low_at_most, which can accuse; low_seen, the lowest seen, is what can clear.
-- Perishable is what a word of perishables.csv names, unless it is of one of our categories (categories.csv).
-- What is paid by the month or year is a service, to which the article does not apply: for information only (info).
-- Left out: nothing. low_at_most is null where no price seen can accuse; hindered says why.
with steps as (
    select
        offer_id,
        announced_on,
        stepped_on,
        bool_or(is_resumed) as is_resumed,
        any_value(country) as country,
        bool_or(coalesce(price_per, 'once') != 'once') as is_service
    from announcements
    group by offer_id, announced_on, stepped_on
),

offer_words as (
    select
        offers.offer_id,
        unnest(regexp_split_to_array(
            lower(concat_ws(' ', offers.shop_category, offers.name)), '[^\p{L}]+'
        )) as word
    from offers
    semi join announcements on offers.offer_id = announcements.offer_id
    where offers.category is null
),

perishable_offers as (
    select distinct offer_words.offer_id
    from offer_words
    inner join perishables on starts_with(offer_words.word, perishables.word)
),

ruled as (
    select
        steps.*,
        coalesce(rule_sets.rule_set, 'info') as rule_set,
        coalesce(rule_sets.progressive, 'not_adopted') as progressive,
        coalesce(rule_sets.new_arrivals, 'unknown') as new_arrivals,
        coalesce(rule_sets.perishables != 'same', false) and perishable_offers.offer_id is not null
            as is_perishable
    from steps
    left join perishable_offers on steps.offer_id = perishable_offers.offer_id
    left join rule_sets
        on
            steps.country = rule_sets.country
            and rule_sets.rule_id = 'D1'
            and not steps.is_service
            and steps.announced_on >= rule_sets.in_force_from
            and steps.announced_on <= coalesce(rule_sets.in_force_to, date '9999-12-31')
),

readings as (
    select
        ruled.*,
        lookbacks.* exclude (offer_id, hindered),
        case
            when lookbacks.hindered is not null then lookbacks.hindered
            when ruled.is_perishable then 'perishable: the country''s own rule for such goods is not applied here'
            when ruled.is_resumed
                then 'not seen for more than a week within the campaign: whether it began anew is not known'
            when lookbacks.is_new and ruled.new_arrivals != 'since_offered'
                then 'first seen less than 30 days before: perhaps a new arrival'
        end as hindered
    from ruled
    inner join lookbacks
        on
            ruled.offer_id = lookbacks.offer_id
            and (
                (ruled.progressive != 'not_adopted' and ruled.announced_on = lookbacks.looked_on)
                or (ruled.progressive != 'adopted' and ruled.stepped_on = lookbacks.looked_on)
            )
)

select
    offer_id,
    announced_on,
    stepped_on,
    any_value(rule_set) as rule_set,
    case
        when count(lowest_settled) = count(*) and count(hindered) = 0 and min(days_observed) > 0
            then max(lowest_settled)
    end as low_at_most,
    min(lowest_seen) as low_seen,
    min(currency) as currency,
    min(price_per) as price_per,
    count(distinct concat_ws('|', coalesce(currency, ''), price_per)) = 1 as is_one_kind,
    min(days_observed) as days_observed,
    max(longest_gap) as longest_gap,
    min(days_observed) >= parameter('claim_days_seen')
    and max(longest_gap) <= parameter('claim_longest_gap')
    and not bool_or(is_new) as is_covered,
    bool_or(is_new) as is_new,
    count(*) > 1 as is_open,
    min(hindered) as hindered
from readings
group by offer_id, announced_on, stepped_on
order by offer_id, announced_on, stepped_on
