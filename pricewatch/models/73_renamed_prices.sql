-- What does another name cost, where two shops sell what may be one thing under two names?
-- One row per pair of shops that sell it now (D14): twins, and one barcode under names that share no word;
-- offer_id is the dearer, other_offer_id the other name. premium_percent: on the last day on which both are known.
-- least_ and most_premium_percent: its bounds in the market_regular days up to it.
-- attributes_stated, attributes_agreeing: of a twin, how many attributes either side, or both alike, publish; of a twin
-- the most that is said is that no difference was found in the published attributes.
-- Violates: one product, by its code or by a person's word, dearer by renamed_premium on every such day. A twin that no
-- person has confirmed accuses nobody.
-- Left out: delivery, which neither price holds.
with sides as (
    select
        one['offer_id'] as offer_id,
        compared_on
    from named_pairs
    union
    select
        other['offer_id'] as offer_id,
        compared_on
    from named_pairs
),

ranges as (
    select
        sides.offer_id,
        sides.compared_on,
        min(prices.price)::double as lowest,
        max(prices.price)::double as highest
    from sides
    inner join public_spells as prices
        on
            sides.offer_id = prices.offer_id
            and sides.compared_on >= prices.seen_from
            and sides.compared_on - parameter('market_regular')::integer < prices.seen_to
    group by sides.offer_id, sides.compared_on
),

looks as (
    select
        sides.offer_id,
        sides.compared_on,
        greatest(sighted.seen_from, sides.compared_on - parameter('market_regular')::integer + 1) as seen_from,
        least(sighted.seen_to, sides.compared_on) as seen_to
    from sides
    inner join sighted
        on
            sides.offer_id = sighted.offer_id
            and sides.compared_on >= sighted.seen_from
            and sides.compared_on - parameter('market_regular')::integer < sighted.seen_to
),

gaps as (
    select
        *,
        seen_from - lag(seen_to) over (partition by offer_id, compared_on order by seen_from) - 1 as gap_before
    from looks
),

coverage as (
    select
        offer_id,
        compared_on,
        sum(seen_to - seen_from + 1)::integer as days_observed,
        coalesce(max(gap_before), 0)::integer as longest_gap,
        min(seen_from) as first_seen_on,
        max(seen_to) as last_seen_on
    from gaps
    group by offer_id, compared_on
),

disturbed as (
    select
        sides.offer_id,
        sides.compared_on,
        bool_or(data_errors.concerns = 'size') as in_size,
        bool_or(data_errors.concerns = 'product') as in_product,
        bool_or(data_errors.concerns in ('price', 'article')) as in_price
    from sides
    inner join offers on sides.offer_id = offers.offer_id
    inner join data_errors
        on
            offers.retailer = data_errors.retailer
            and (
                offers.offer_id = data_errors.offer_id
                or (data_errors.offer_id is null and offers.store is not distinct from data_errors.store)
            )
            and (
                data_errors.concerns in ('product', 'size')
                or (
                    data_errors.seen_to > sides.compared_on - parameter('market_regular')::integer
                    and sides.compared_on >= data_errors.seen_on
                )
            )
    group by sides.offer_id, sides.compared_on
),

measured as (
    select
        named_pairs.*,
        (one['price']::double / other['price']::double - 1) * 100 as premium_percent,
        (low.lowest / high.highest - 1) * 100 as least_premium_percent,
        (low.highest / high.lowest - 1) * 100 as most_premium_percent,
        least(coverage.days_observed, others.days_observed) as days_observed,
        greatest(coverage.longest_gap, others.longest_gap) as longest_gap,
        greatest(coverage.first_seen_on, others.first_seen_on) as first_seen_on,
        least(coverage.last_seen_on, others.last_seen_on) as last_seen_on,
        coalesce(disturbed.in_product, false) or coalesce(other_disturbed.in_product, false) as in_product,
        coalesce(disturbed.in_size, false) or coalesce(other_disturbed.in_size, false) as in_size,
        coalesce(disturbed.in_price, false) or coalesce(other_disturbed.in_price, false) as in_price,
        one['sightings'] >= parameter('evidence_sightings')
        and other['sightings'] >= parameter('evidence_sightings')
        and least(one['last_seen'] - one['first_seen'], other['last_seen'] - other['first_seen'])
        >= parameter('evidence_hours')::integer * interval 1 hour as has_evidence,
        a.owner = b.owner as is_one_owner,
        list_filter(
            json_extract_string(named_pairs.attributes, '$[*].result'), lambda result: result = 'agrees'
        ) as agreeing
    from named_pairs
    left join ranges as low on one['offer_id'] = low.offer_id and named_pairs.compared_on = low.compared_on
    left join ranges as high on other['offer_id'] = high.offer_id and named_pairs.compared_on = high.compared_on
    left join coverage on one['offer_id'] = coverage.offer_id and named_pairs.compared_on = coverage.compared_on
    left join coverage as others on other['offer_id'] = others.offer_id and named_pairs.compared_on = others.compared_on
    left join disturbed on one['offer_id'] = disturbed.offer_id and named_pairs.compared_on = disturbed.compared_on
    left join disturbed as other_disturbed
        on other['offer_id'] = other_disturbed.offer_id and named_pairs.compared_on = other_disturbed.compared_on
    left join retailers as a on one['retailer'] = a.slug
    left join retailers as b on other['retailer'] = b.slug
),

doubted as (
    select
        *,
        least_premium_percent >= parameter('renamed_premium') as is_dearer,
        case
            when relation = 'twin' and not reviewed then 'a person who has confirmed that the two are one'
            when in_product then 'a code that names one thing (data_errors)'
            when
                relation != 'twin'
                and (
                    in_size
                    or one['size_unit'] is distinct from other['size_unit']
                    or abs(one['size_value']::double - other['size_value']::double) * 100
                    > parameter('size_same')::double * other['size_value']::double
                )
                then 'one size that both state'
            when premium_percent > parameter('cumulative_most')
                then 'a price that can be meant: so large a difference is more often an error, or another pack'
            when in_price then 'four weeks without a data error (data_errors)'
            when not has_evidence then 'a second look at both prices, hours later'
            when least_premium_percent >= parameter('renamed_premium') then null
            when most_premium_percent >= parameter('renamed_premium')
                then 'four weeks in which neither price moved: one of them may be on sale'
            when days_observed < parameter('claim_days_seen')
                then 'four weeks of prices seen nearly daily'
            when one['stated'] or other['stated'] then 'more than price changes alone, which clear nobody'
        end as missing
    from measured
)

select
    substr(md5(concat_ws('|', 'D14', one['country'], one['currency'], list_sort([
        concat_ws('|', one['retailer'], one['product_id'], one['condition']),
        concat_ws('|', other['retailer'], other['product_id'], other['condition'])
    ])::varchar)), 1, 16) as finding_id,
    'D14' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case when missing is not null then 'cannot_tell' when is_dearer then 'violates' else 'consistent' end as verdict,
    case
        when one['price'] * 100 >= other['price'] * (100 + parameter('renamed_premium')) then 'dearer'
        else 'like_priced'
    end as outcome,
    missing,
    false as published,
    one['offer_id'] as offer_id,
    one['retailer'] as retailer,
    one['store'] as store,
    one['sku'] as sku,
    one['country'] as country,
    one['product_id'] as product_id,
    one['name'] as name,
    one['price'] as price,
    other['offer_id'] as other_offer_id,
    other['retailer'] as other_retailer,
    other['store'] as other_store,
    other['sku'] as other_sku,
    other['product_id'] as other_product_id,
    other['name'] as other_name,
    other['price'] as other_price,
    one['currency'] as currency,
    compared_on,
    premium_percent,
    least_premium_percent,
    most_premium_percent,
    relation,
    reviewed,
    is_one_owner,
    json_array_length(attributes)::integer as attributes_stated,
    len(agreeing)::integer as attributes_agreeing,
    days_observed,
    longest_gap,
    first_seen_on,
    last_seen_on,
    has_evidence,
    compared_on - greatest(one['offered_from'], other['offered_from']) < parameter('provisional_days') as is_provisional
from doubted
order by premium_percent desc, finding_id
