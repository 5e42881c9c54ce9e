-- Where does one pack take over from another, and what in the data speaks against comparing the two sizes?
-- One row per offer whose size changed under its code, and per offer that followed another of its name under a new code
-- (link: same_code, new_code). error: the kind of data error that explains another size, else null.
-- size_ratio: what is left of the old content; null where either size is unknown or their units differ.
-- Left out: nothing; what is not comparable is marked.
with returns as (
    select distinct
        sides.offer_after,
        sides.changed_at
    from pack_sides as sides
    inner join size_runs as earlier
        on
            sides.offer_before = earlier.offer_id
            and sides.run_before > earlier.run
            and sides.size_after = earlier.size_value
            and sides.unit_after = earlier.size_unit
            and sides.changed_at <= earlier.last_seen + parameter('size_return')::integer * interval 1 day
    union
    select distinct
        sides.offer_after,
        sides.changed_at
    from pack_sides as sides
    inner join size_runs as later
        on
            sides.offer_after = later.offer_id
            and sides.run_after < later.run
            and sides.size_before = later.size_value
            and sides.unit_before = later.size_unit
            and sides.changed_at >= later.first_seen - parameter('size_return')::integer * interval 1 day
),

peers as (
    select
        sides.offer_after,
        sides.changed_at,
        offers.retailer,
        offers.offer_id
    from pack_sides as sides
    inner join offers
        on sides.product_before = offers.product_id and sides.retailer != offers.retailer
    union
    select
        sides.offer_after,
        sides.changed_at,
        offers.retailer,
        offers.offer_id
    from pack_sides as sides
    inner join offers
        on sides.product_id = offers.product_id and sides.retailer != offers.retailer
),

elsewhere as (
    select
        sides.offer_after,
        sides.changed_at,
        count(distinct peers.retailer) filter (where runs.size_value = sides.size_after) as saying_new,
        count(distinct peers.retailer) filter (
            where runs.size_value = sides.size_before
            and sides.changed_at <= runs.last_seen - parameter('size_link_days')::integer * interval 1 day
        ) as saying_old
    from pack_sides as sides
    inner join peers on sides.offer_after = peers.offer_after and sides.changed_at = peers.changed_at
    inner join size_runs as runs on peers.offer_id = runs.offer_id and sides.unit_after = runs.size_unit
    group by sides.offer_after, sides.changed_at
),

nights as (
    select
        retailer,
        changed_at::date as changed_on,
        count(distinct sku_after) as changes,
        sum(count(distinct sku_after)) over (partition by retailer) as all_changes
    from pack_sides
    where link = 'same_code'
    group by retailer, changed_at::date
),

compared as (
    select
        sides.*,
        returns.offer_after is not null as returned,
        coalesce(elsewhere.saying_old, 0) as saying_old,
        coalesce(elsewhere.saying_new, 0) as saying_new,
        coalesce(
            nights.changes >= parameter('size_night_offers')
            and nights.changes * 100 >= nights.all_changes * parameter('size_night_share'),
            false
        ) and sides.link = 'same_code' as is_one_of_many,
        round(log10(sides.size_ratio)) != 0 and abs(log10(sides.size_ratio) - round(log10(sides.size_ratio))) < 0.004
            as is_scaled,
        list_sort(regexp_extract_all(sides.size_before::double::varchar, '[0-9]'))
        = list_sort(regexp_extract_all(sides.size_after::double::varchar, '[0-9]')) as is_transposed,
        regexp_extract_all(sides.words_before, '\d+ ?(?:[xX×хΧχ]|er\b|/1)')
        != regexp_extract_all(sides.words_after, '\d+ ?(?:[xX×хΧχ]|er\b|/1)') as is_other_count,
        list_distinct(regexp_extract_all(lower(strip_accents(sides.words_before)), '\pL{3,}')) as letters_before,
        list_distinct(regexp_extract_all(lower(strip_accents(sides.words_after)), '\pL{3,}')) as letters_after,
        regexp_matches(lower(sides.words_after), 'recipe|formula|rezept|recept|ricett|recette|receta|συνταγ|рецепт')
            as is_reformulated
    from pack_sides as sides
    left join returns on sides.offer_after = returns.offer_after and sides.changed_at = returns.changed_at
    left join elsewhere on sides.offer_after = elsewhere.offer_after and sides.changed_at = elsewhere.changed_at
    left join nights on sides.retailer = nights.retailer and sides.changed_at::date = nights.changed_on
)

select
    compared.* exclude (
        run_before, run_after, product_before, words_before, words_after, unit_before, unit_after, is_about, is_extra,
        is_restated, sizes, price_ratio, returned, saying_old, saying_new, is_one_of_many, is_scaled, is_transposed,
        is_other_count, letters_before, letters_after, is_reformulated
    ),
    unit_after as size_unit,
    size_ratio is null and coalesce(size_before, size_after) is null
    and regexp_extract_all(words_before, '\d+') = regexp_extract_all(words_after, '\d+') as is_unsized,
    case
        when unit_before != unit_after then 'relabelled_unit'
        when
            link = 'new_code'
            and (is_other_count or (unit_after != 'piece' and pieces_before != pieces_after))
            then 'multipack'
        when is_about then 'catch_weight'
        when size_ratio is null or abs(size_ratio - 1) * 100 <= parameter('size_same') then null
        when is_extra then 'promo_pack'
        when is_restated then 'drained_weight'
        when
            is_scaled or is_transposed or 'disputed' in (basis_before, basis_after)
            or (link = 'same_code' and saying_old > 0 and saying_new = 0)
            then 'size_typo'
        when returned then 'size_returns'
        when (unit_after != 'piece' and pieces_before != pieces_after) or is_other_count then 'multipack'
        when is_one_of_many then 'size_restatement'
        when
            size_ratio * 100 < parameter('size_least')
            or size_ratio * parameter('size_least') > 100
            or (link = 'new_code' and saying_old > 0)
            then 'other_pack'
        when
            abs(price_ratio / size_ratio - 1) * 100 <= parameter('size_same')
            and (sizes > 2 or size_before % 1 != 0 or size_after % 1 != 0)
            then 'derived_size'
        when is_reformulated then 'reformulated'
        when
            link = 'same_code'
            and len(list_intersect(letters_before, letters_after)) * 100
            < greatest(len(letters_before), len(letters_after)) * case
                when len(list_intersect(letters_before, letters_after)) = least(len(letters_before), len(letters_after))
                    then parameter('size_name_share')
                else parameter('size_words_share')
            end
            then 'other_article'
    end as error
from compared
