-- As of when does this speak?
select
    meta.generation,
    meta.built_at,
    (select max(last_seen) from retailers) as newest,
    (select count(*) from offers) as offers,
    (select count(*) from products) as products,
    (select count(*) from retailers) as retailers
from meta
