-- Which words are there to search for?
-- One row per word of 4 to 30 letters or digits that names products, with the number of products.
select
    word,
    count(*) as products
from (
    select unnest(string_split(search_text || ' ' || coalesce(category, ''), ' ')) as word
    from products
)
where length(word) between 4 and 30
group by word
