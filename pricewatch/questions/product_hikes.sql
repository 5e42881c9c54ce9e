-- Which rises of it stand in the ledger?
select
    hikes.*,
    chosen.shop,
    chosen.store
from hikes
inner join chosen on hikes.offer_id = chosen.offer_id
order by
    hikes.hiked_on desc,
    chosen.shop,
    hikes.finding_id
