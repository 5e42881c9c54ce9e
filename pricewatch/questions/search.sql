-- Which products have all of the words?
-- One row per product, products with the words as whole words first, then the shorter names; at most $most.
-- Words stand in the names under which a product was sold, its brands, barcodes and our category; accents do not count.
-- One or two letters are a whole word, digits begin one, and other words may stand anywhere in one. Words of more than
-- 100,000 products are looked for in the names of those that have the others.
-- Left out: other categories than $category and what $shop does not sell, where they are given.
with typed as (
    select
        word,
        1 << (list_position($words::varchar[], word) - 1)::integer as bit,
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

counted as (
    select
        typed,
        sum(products) <= 100000 or row_number() over (order by sum(products), typed) = 1 as is_sought
    from matched
    group by typed
),

having_sought as materialized (
    select
        product_id,
        bit_count(bit_or(whole_bit)) as whole_words
    from (
        select
            typed.bit,
            case when matched.word = typed.word then typed.bit else 0 end as whole_bit,
            unnest(search_words.product_ids) as product_id
        from matched
        inner join counted on matched.typed = counted.typed and counted.is_sought
        inner join typed on matched.typed = typed.word
        inner join search_words on matched.word = search_words.word
    )
    where (select count(*) from counted) = (select count(*) from typed)
    group by product_id
    having bit_or(bit) = (
        select sum(typed.bit)
        from typed
        inner join counted on typed.word = counted.typed and counted.is_sought
    )
),

lacking as (
    select products.product_id
    from having_sought
    inner join products on having_sought.product_id = products.product_id
    cross join (
        select typed.spelling
        from typed
        inner join counted on typed.word = counted.typed and not counted.is_sought
    ) as common
    where not contains(' ' || concat_ws(' ', products.search_text, products.category) || ' ', common.spelling)
)

select
    products.product_id,
    count(*) over () as found
from having_sought
inner join products on having_sought.product_id = products.product_id
anti join lacking on having_sought.product_id = lacking.product_id
where
    coalesce(products.category = $category::varchar, $category::varchar is null)
    and (
        $shop::varchar is null
        or products.product_id in (select offers.product_id from offers where offers.retailer = $shop)
    )
order by
    having_sought.whole_words desc,
    products.retailers desc,
    length(products.name),
    products.product_id
limit $most
