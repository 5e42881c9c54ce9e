-- Which products have all of the words?
-- One row per product, products with the words as whole words first, then the shorter names; at most $most.
-- Words stand in the names under which a product was sold, its brands, barcodes and our category; accents do not count.
-- Left out: other categories than $category and what $shop does not sell, where they are given.
with typed as (
    select distinct unnest($words::varchar[]) as word
),

having_words as (
    select
        product_id,
        count(distinct typed) as words,
        count(distinct typed) filter (where is_whole) as whole_words
    from (
        select
            typed.word as typed,
            search_words.word = typed.word as is_whole,
            unnest(search_words.product_ids) as product_id
        from search_words
        inner join typed on contains(search_words.word, typed.word)
    )
    group by product_id
)

select
    products.product_id,
    count(*) over () as found
from having_words
inner join products on having_words.product_id = products.product_id
where
    having_words.words = (select count(*) from typed)
    and coalesce(products.category = $category::varchar, $category::varchar is null)
    and (
        $shop::varchar is null
        or products.product_id in (select offers.product_id from offers where offers.retailer = $shop)
    )
order by
    having_words.whole_words desc,
    products.retailers desc,
    length(products.name),
    products.product_id
limit $most
