-- Under which codes does a shop go on with something else?
-- One row per offer and day from which its barcode is another, or its name shares no word with the last one and is not
-- written alike.
-- Left out: names of which one is not given, or is written in other letters than the one before.
-- Kept only while the build runs.
with versions as (
    select
        offer_id,
        gtin,
        first_seen,
        name,
        regexp_extract_all(lower(strip_accents(name)), '\p{L}{3,}') as words,
        regexp_matches(lower(strip_accents(name)), '[a-z]') as is_latin
    from offer_facts
),

steps as (
    select
        *,
        lag(gtin ignore nulls) over versions_in_order as gtin_before,
        lag(words) over versions_in_order as words_before,
        jaro_winkler_similarity(
            array_to_string(words, ''), array_to_string(lag(words) over versions_in_order, '')
        ) as likeness,
        lag(is_latin) over versions_in_order as was_latin
    from versions
    window versions_in_order as (partition by offer_id order by first_seen)
)

select
    'recycled_code' as kind,
    'article' as concerns,
    offers.retailer,
    offers.store,
    steps.offer_id,
    offers.sku,
    steps.first_seen::date as seen_on,
    steps.first_seen as seen_at,
    steps.first_seen::date as seen_to,
    1 as offers,
    case
        when steps.gtin != steps.gtin_before
            then 'the shop''s code goes on with another barcode: histories before and after are not compared'
        else 'the shop''s code goes on with another name: histories before and after are not compared'
    end as detail
from steps
inner join offers on steps.offer_id = offers.offer_id
where
    steps.gtin != steps.gtin_before
    or (
        len(steps.words) > 0
        and len(steps.words_before) > 0
        and steps.is_latin = steps.was_latin
        and not list_has_any(steps.words, steps.words_before)
        and steps.likeness * 100 < parameter('recycled_likeness')
    )
