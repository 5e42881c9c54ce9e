-- Which pairs should a person look at next?
-- One row per pair of match_pairs that is uncertain, the most uncertain first, then twins that nobody has confirmed; of
-- $shop and $category (null: all), at most $most; found counts them all. Or the pair of offers $a and $b alone.
-- Left out: prices, which are no evidence that two things are the same.
with wanted as (
    select
        offer_a,
        offer_b
    from match_pairs
    where $a is null and not reviewed and (band = 'review' or relation = 'twin')
    union all
    select
        least($a::bigint, $b::bigint) as offer_a,
        greatest($a::bigint, $b::bigint) as offer_b
    where $a is not null
),

chosen as (
    select
        wanted.offer_a,
        wanted.offer_b,
        match_pairs.probability,
        match_pairs.relation,
        count(*) over () as found
    from wanted
    inner join offers as a on wanted.offer_a = a.offer_id
    inner join offers as b on wanted.offer_b = b.offer_id
    left join match_pairs on wanted.offer_a = match_pairs.offer_a and wanted.offer_b = match_pairs.offer_b
    where
        ($shop is null or $shop in (a.retailer, b.retailer))
        and ($category is null or $category in (a.category, b.category))
    order by
        match_pairs.relation is not distinct from 'twin',
        abs(match_pairs.probability - 0.5),
        wanted.offer_a,
        wanted.offer_b
    limit $most
),

sides as (
    select
        offers.*,
        coalesce(retailers.name, offers.retailer) as shop
    from offers
    left join retailers on offers.retailer = retailers.slug
    where offers.offer_id in (select unnest([offer_a, offer_b]) from chosen)
)

select
    chosen.*,
    match_pairs.reasons,
    match_pairs.attributes,
    a as a,
    b as b
from chosen
inner join sides as a on chosen.offer_a = a.offer_id
inner join sides as b on chosen.offer_b = b.offer_id
left join match_pairs on chosen.offer_a = match_pairs.offer_a and chosen.offer_b = match_pairs.offer_b
order by
    chosen.relation is not distinct from 'twin',
    abs(chosen.probability - 0.5),
    chosen.offer_a,
    chosen.offer_b
