-- When was something last seen in a country?
select max(last_seen) as newest
from offers
where country is not distinct from $country
