-- Where does one pack take over from another?
-- One row per offer whose size changed under its code, and per offer that began at one place within size_link_days
-- after another of the same name, or its relaunch, had ended there (link: same_code, new_code).
-- Left out: changes after a longer silence; codes of which two ended, or two began; days on which the shop stated no
-- code. Sizes may be unknown or equal.
-- Kept only while the build runs.
with same_code as (
    select
        'same_code' as link,
        after.offer_id as offer_before,
        after.offer_id as offer_after,
        before.run as run_before,
        after.run as run_after,
        before.last_seen as ended_at,
        after.first_seen as changed_at,
        null::varchar as relation,
        'one code' as reasons
    from size_runs as after
    inner join size_runs as before on after.offer_id = before.offer_id and after.run = before.run + 1
),

related as (
    select
        a.retailer,
        a.product_id as one,
        b.product_id as other,
        max(match_pairs.relation) as relation,
        arg_max(match_pairs.reasons, match_pairs.relation) as reasons
    from match_pairs
    inner join offers as a on match_pairs.offer_a = a.offer_id
    inner join offers as b on match_pairs.offer_b = b.offer_id and a.retailer = b.retailer
    where match_pairs.relation in ('successor', 'other_size')
    group by a.retailer, a.product_id, b.product_id
),

directed as (
    select
        retailer,
        one as old_product,
        other as new_product,
        relation,
        reasons
    from related
    union all
    select
        retailer,
        other as old_product,
        one as new_product,
        relation,
        reasons
    from related
),

new_code as (
    select
        'new_code' as link,
        old.offer_id as offer_before,
        new.offer_id as offer_after,
        old.last_seen as ended_at,
        new.first_seen as changed_at,
        directed.relation,
        directed.reasons
    from directed
    inner join offers as old on directed.retailer = old.retailer and directed.old_product = old.product_id
    inner join offers as new
        on
            directed.retailer = new.retailer
            and directed.new_product = new.product_id
            and old.store is not distinct from new.store
            and old.seller is not distinct from new.seller
            and (old.sku is null) = (new.sku is null)
            and old.last_seen < new.first_seen
            and old.last_seen + parameter('size_link_days')::integer * interval 1 day >= new.first_seen
    qualify
        count(*) over (partition by old.offer_id) = 1
        and count(*) over (partition by new.offer_id) = 1
),

last_runs as (
    select
        offer_id,
        max(run) as run
    from size_runs
    group by offer_id
)

select same_code.*
from same_code
where changed_at <= ended_at + parameter('size_link_days')::integer * interval 1 day
union all by name
select
    new_code.*,
    last_runs.run as run_before,
    first_runs.run as run_after
from new_code
left join last_runs on new_code.offer_before = last_runs.offer_id
left join size_runs as first_runs on new_code.offer_after = first_runs.offer_id and first_runs.run = 1
