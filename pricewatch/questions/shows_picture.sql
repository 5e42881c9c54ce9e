-- Does an offer have this picture?
-- One row if so, else none.
select true as shown
from offers
where picture = $picture
limit 1
