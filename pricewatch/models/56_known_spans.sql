-- Since when and until when was an offer seen, and when was its shop last read?
-- One row per offer with an anchor (anchors), in the retailer's own days.
-- Left out: all other offers.
with newest as (
    select
        offers.retailer,
        max(sighted.seen_to) as newest_on
    from sighted
    inner join offers on sighted.offer_id = offers.offer_id
    group by offers.retailer
),

spans as (
    select
        offer_id,
        min(seen_from) as first_seen_on,
        max(seen_to) as last_seen_on
    from sighted
    semi join anchors on sighted.offer_id = anchors.offer_id
    group by offer_id
)

select
    spans.*,
    newest.newest_on
from spans
inner join offers on spans.offer_id = offers.offer_id
inner join newest on offers.retailer = newest.retailer
