-- Which products does a word name?
-- One row per word of products' search_text and category, with the products that have it: what searching looks up.
-- Left out: products without any word.
select
    word,
    count(*) as products,
    list(product_id order by product_id) as product_ids
from (
    select distinct
        product_id,
        unnest(string_split(concat_ws(' ', search_text, category), ' ')) as word
    from products
) as words
where word != ''
group by word
order by word
