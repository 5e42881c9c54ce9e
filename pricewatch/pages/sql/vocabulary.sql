-- Which words are there to search for?
-- One row per word that names products, with the number of products. Left out: words with digits, or under 4 letters.
select
    word,
    count(*) as products
from (
    select unnest(string_split(search_text || ' ' || coalesce(category, ''), ' ')) as word
    from products
)
where regexp_full_match(word, '[\p{L}]{4,30}')
group by word
