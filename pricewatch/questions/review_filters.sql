-- By which shops and categories can uncertain pairs be filtered?
-- One row per shop and category of an offer in such a pair.
with waiting as (
    select unnest([offer_a, offer_b]) as offer_id
    from match_pairs
    where not reviewed and (band = 'review' or relation = 'twin')
)

select distinct
    offers.retailer,
    coalesce(retailers.name, offers.retailer) as shop,
    offers.category
from waiting
inner join offers on waiting.offer_id = offers.offer_id
left join retailers on offers.retailer = retailers.slug
order by all
