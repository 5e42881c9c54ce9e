-- Which numbers did a rule use?
select
    name,
    value,
    unit,
    why
from parameters
where name in (select unnest($names::varchar[]))
order by name
