-- What does each badge that a shop shows promise, and does it stand for anything that is in the product?
-- One row per retailer, kind and badge now: offer_text, recommended (a price said to be the maker's), compare_at
-- (another shop's), badge (an attribute that calls itself badge, label, tier, grade, award or seal). Numbers are #.
-- criterion: what must hold for it by badges.csv, with its source; null: none known to be published (standing says so).
-- pairs: offers that bear it beside the same thing, or a twin, at other retailers; alike: those that bear it too;
-- alike_percent is null under badge_pairs pairs. A badge that one name bears and another does not tells no build.
-- Left out: badges that stand in pictures alone, which nobody read.
with present as (
    select
        offers.retailer,
        offers.product_id,
        offers.attributes,
        price_spells.offer_text,
        price_spells.was_text,
        price_spells.was_kind
    from price_spells
    inner join offers on price_spells.offer_id = offers.offer_id
    where
        price_spells.offer_text is not null
        or price_spells.was_kind in ('rrp', 'competitor')
        or regexp_matches(lower(offers.attributes), 'badge|label|tier|grade|award|seal')
    qualify row_number() over (partition by price_spells.offer_id order by price_spells.first_seen desc) = 1
),

stated as (
    select
        retailer,
        product_id,
        unnest(json_keys(attributes)) as key,
        attributes
    from present
    where json_valid(attributes) and json_type(attributes) = 'OBJECT'
),

shown as (
    select
        retailer,
        product_id,
        'offer_text' as kind,
        offer_text as said
    from present
    union
    select
        retailer,
        product_id,
        case was_kind when 'rrp' then 'recommended' else 'compare_at' end as kind,
        case was_kind when 'rrp' then 'recommended price' else 'compare at' end as said
    from present
    where was_kind in ('rrp', 'competitor')
    union
    select
        retailer,
        product_id,
        'badge' as kind,
        key || ': ' || json_extract_string(attributes, '$."' || replace(key, '"', '') || '"') as said
    from stated
    where regexp_matches(lower(key), '\b(badge|label|tier|grade|award|seal)\b')
),

badges as (
    select distinct
        retailer,
        product_id,
        kind,
        trim(regexp_replace(lower(said), '\d+([.,]\d+)*', '#', 'g')) as badge
    from shown
    where said is not null
),

others as (
    select
        badges.retailer,
        badges.product_id,
        offers.retailer as other_retailer,
        offers.product_id as other_product_id
    from badges
    inner join offers on badges.product_id = offers.product_id and badges.retailer != offers.retailer
    union
    select
        a.retailer,
        a.product_id,
        b.retailer as other_retailer,
        b.product_id as other_product_id
    from match_pairs
    inner join offers as a on match_pairs.offer_a = a.offer_id
    inner join offers as b on match_pairs.offer_b = b.offer_id
    where match_pairs.relation = 'twin'
    union
    select
        b.retailer,
        b.product_id,
        a.retailer as other_retailer,
        a.product_id as other_product_id
    from match_pairs
    inner join offers as a on match_pairs.offer_a = a.offer_id
    inner join offers as b on match_pairs.offer_b = b.offer_id
    where match_pairs.relation = 'twin'
),

compared as (
    select
        badges.retailer,
        badges.kind,
        badges.badge,
        count(distinct badges.product_id) as items,
        count(others.other_product_id) as pairs,
        count(theirs.badge) as alike
    from badges
    left join others on badges.retailer = others.retailer and badges.product_id = others.product_id
    left join badges as theirs
        on
            others.other_retailer = theirs.retailer
            and others.other_product_id = theirs.product_id
            and badges.kind = theirs.kind
            and badges.badge = theirs.badge
    group by badges.retailer, badges.kind, badges.badge
),

explained as (
    select
        compared.retailer,
        compared.kind,
        compared.badge,
        first(badge_words.criterion order by length(badge_words.words) desc) as criterion,
        first(badge_words.source order by length(badge_words.words) desc) as criterion_source
    from compared
    inner join badge_words
        on regexp_matches(compared.badge, '(^|[^\pL])' || regexp_escape(badge_words.words) || '($|[^\pL])')
    group by compared.retailer, compared.kind, compared.badge
)

select
    compared.*,
    explained.criterion,
    explained.criterion_source,
    case when explained.criterion is null then 'no criterion published' else 'criterion published' end as standing,
    case when compared.pairs >= parameter('badge_pairs') then alike * 100 / pairs end as alike_percent,
    case when compared.pairs < parameter('badge_pairs') then 'ten pairs of one thing under two names' end as missing
from compared
left join explained
    on
        compared.retailer = explained.retailer
        and compared.kind = explained.kind
        and compared.badge = explained.badge
order by compared.retailer, compared.kind, compared.badge
