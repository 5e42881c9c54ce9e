-- Which products have all of the words?
-- One row per product, products with the words as whole words first, then the shorter names; at most $most.
-- Words stand in the names under which a product was sold, its brands, barcodes and our category; accents do not count.
-- One or two letters are a whole word, digits begin one, and other words may stand anywhere in one. Words of more than
-- 20,000 products are looked for in the names of those that have the others.
-- Left out: other categories than $category and what $shop does not sell, where they are given.
with typed as (
    select
        word,
        case
            when length(word) < 3 then ' ' || word || ' '
            when regexp_full_match(word, '[0-9]+') then ' ' || word
            else word
        end as spelling
    from (select distinct unnest($words::varchar[]) as word)
),

matched as (
    select
        typed.word as typed,
        search_words.word,
        search_words.products
    from search_words
    inner join typed
        on
            case typed.spelling
                when typed.word then contains(search_words.word, typed.word)
                when ' ' || typed.word then starts_with(search_words.word, typed.word)
                else search_words.word = typed.word
            end
),

sought as (
    select typed
    from matched
    group by typed
    qualify sum(products) <= 20000 or row_number() over (order by sum(products), typed) = 1
),

having_sought as (
    select product_id
    from (
        select
            matched.typed,
            unnest(search_words.product_ids) as product_id
        from matched
        inner join sought on matched.typed = sought.typed
        inner join search_words on matched.word = search_words.word
    )
    group by product_id
    having count(distinct typed) = (select count(*) from sought)
),

spelled as (
    select
        products.product_id,
        products.retailers,
        products.name,
        ' ' || concat_ws(' ', products.search_text, products.category) || ' ' as words,
        (select list(typed.spelling) from typed) as spellings
    from having_sought
    inner join products on having_sought.product_id = products.product_id
    where
        coalesce(products.category = $category::varchar, $category::varchar is null)
        and (
            $shop::varchar is null
            or products.product_id in (select offers.product_id from offers where offers.retailer = $shop)
        )
)

select
    product_id,
    count(*) over () as found
from spelled
where len(list_filter(spellings, lambda spelling: contains(words, spelling))) = len(spellings)
order by
    len(list_filter($words::varchar[], lambda word: contains(words, ' ' || word || ' '))) desc,
    retailers desc,
    length(name),
    product_id
limit $most
