-- Which offers do we call one product, and why?
-- One row per offer; product_id is the same from build to build.
-- Left out: nothing. Offers with one valid GTIN are one product; any other offer is a product of its own.
select
    offer_id,
    case
        when gtin14 is not null then 'p' || substr(md5('gtin ' || gtin14), 1, 16)
        else 'p' || substr(md5('offer ' || offer_id), 1, 16)
    end as product_id,
    1.0 as probability,
    case
        when gtin14 is not null then 'same GTIN ' || gtin14
        else 'no identifier shared with another offer'
    end as reason
from known_offers
