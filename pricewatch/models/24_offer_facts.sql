-- What did the shop call each offer over time?
-- One row per offer and version of its facts; size_value is in size_unit (g, ml, piece, m, m2), read from the words.
-- size_basis: field, title, or disputed where both state a size, and not the same. is_about: "ca.", weighed each time;
-- is_extra: announces more than usual ("+ 20 % free", "1+1"); is_drained: names a drained weight.
-- Left out: nothing.
with pieces as (
    select
        runs.offer_id,
        runs.facts_state,
        unnest(facts.facts),
        runs.first_seen,
        runs.last_seen,
        runs.sightings
    from runs
    inner join facts on runs.facts_state = facts.facts_state
    union all by name
    select * from earlier_offer_facts
),

marked as (
    select
        *,
        coalesce(facts_state = lag(facts_state) over (partition by offer_id order by first_seen), false) as goes_on
    from pieces
),

numbered as (
    select
        *,
        count(*) filter (where not goes_on) over (partition by offer_id order by first_seen) as version
    from marked
),

versions as (
    select
        * exclude (goes_on, version) replace (
            max(last_seen) over (partition by offer_id, version) as last_seen,
            (sum(sightings) over (partition by offer_id, version))::integer as sightings
        )
    from numbered
    qualify not goes_on
)

select
    versions.*,
    sizes.* exclude (name, size_text)
from versions
left join sizes
    on versions.name is not distinct from sizes.name and versions.size_text is not distinct from sizes.size_text
order by versions.offer_id, versions.first_seen
