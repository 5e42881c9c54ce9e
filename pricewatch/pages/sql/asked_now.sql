-- What does each shop ask, in the order of the ranking?
select *
from asked
order by
    is_ranked desc,
    is_fresh desc,
    total nulls last,
    price nulls last,
    shop,
    store,
    offer_id
