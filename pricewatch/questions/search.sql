-- Which products have all of the words?
-- One row per product, products with the words as whole words first, then the shorter names; at most $most.
-- Words stand in the names under which a product was sold, its brands, barcodes and our category; accents do not count.
-- Left out: other categories than $category and what $shop does not sell, where they are given.
select
    product_id,
    count(*) over () as found
from products
where
    len(list_filter(
        $words::varchar[],
        lambda word: contains(search_text, word) or contains(coalesce(category, ''), word)
    )) = len($words)
    and coalesce(category = $category::varchar, $category::varchar is null)
    and ($shop::varchar is null or product_id in (select offers.product_id from offers where offers.retailer = $shop))
order by
    len(list_filter(
        $words::varchar[],
        lambda word: contains(' ' || search_text || ' ', ' ' || word || ' ') or category = word
    )) desc,
    retailers desc,
    length(name),
    product_id
limit $most
