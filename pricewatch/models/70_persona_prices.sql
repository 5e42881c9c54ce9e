-- What is asked of some people alone?
-- One row per offer, persona and price that was asked of it, from its first to its last sighting. is_renewing: they are
-- customers already (term_words).
-- Left out: doubtful prices, prices of nothing, and things that are not paid by the month or year.
-- Kept only while the build runs.
with named as (
    select distinct persona
    from price_spells
    where persona is not null
),

renewing as (
    select distinct named.persona
    from named
    inner join term_words
        on
            term_words.means in ('renewing', 'leaving')
            and regexp_matches(lower(named.persona), '(^|[^\p{L}])' || regexp_escape(term_words.word) || '($|[^\p{L}])')
)

select
    price_spells.offer_id,
    price_spells.persona,
    price_spells.price,
    price_spells.price_per,
    price_spells.currency,
    bool_or(renewing.persona is not null) as is_renewing,
    min(price_spells.first_seen) as first_seen,
    max(price_spells.last_seen) as last_seen,
    min(price_spells.seen_from) as seen_from,
    max(price_spells.seen_to) as seen_to,
    sum(price_spells.sightings) >= parameter('evidence_sightings')
    and max(price_spells.last_seen) - min(price_spells.first_seen)
    >= parameter('evidence_hours')::integer * interval 1 hour as has_evidence
from price_spells
left join renewing on price_spells.persona = renewing.persona
where
    price_spells.persona is not null
    and price_spells.price > 0
    and price_spells.doubts is null
    and price_spells.price_per in ('month', 'year')
group by
    price_spells.offer_id,
    price_spells.persona,
    price_spells.price,
    price_spells.price_per,
    price_spells.currency
