-- D4: Is a thing on sale for most of the time?
-- One row per offer and campaign (claims): sale_share is the percentage of the known days with a claimed reduction,
-- of the twelve months up to the campaign's last day. perpetual: over sale_share %, severe: over sale_severe %, even
-- if nothing was reduced on the days that nobody saw. share_low and share_high are a 95 % interval over sale episodes
-- (each with the days before it, one deleted at a time), missing for a single one, since days of one sale are not
-- independent.
-- Left out: RRP claims, was-prices in an old currency (in_old_money). Innocent explanations that no price shows: one
-- long clearance of a thing that is given up.
with ended as (
    select
        offer_id,
        campaign,
        min(claimed_on) as claimed_on,
        max(claimed_until) + 1 as anchor_on,
        arg_max(claim_key, claimed_on) as last_key
    from claims
    group by offer_id, campaign
),

marked as (
    select
        *,
        count(*) filter (where starts_episode) over (
            partition by offer_id, anchor_on order by first_seen rows unbounded preceding
        ) as episode
    from (
        select
            *,
            not is_claim and coalesce(lag(is_claim) over (
                partition by offer_id, anchor_on order by first_seen
            ), false) as starts_episode
        from histories
    ) as turns
),

episodes as (
    select
        offer_id,
        anchor_on,
        episode,
        sum(days) as days,
        coalesce(sum(days) filter (where is_claim), 0) as sale_days,
        any_value(anchor_on - known_from) as days_in_history,
        any_value(days_observed) as days_observed,
        any_value(longest_gap) as longest_gap,
        bool_or(stated) as is_stated
    from marked
    semi join ended on marked.offer_id = ended.offer_id and marked.anchor_on = ended.anchor_on
    group by offer_id, anchor_on, episode
),

shares as (
    select
        *,
        sum(sale_days) over whole * 1.0 / nullif(sum(days) over whole, 0) as share
    from episodes
    window whole as (partition by offer_id, anchor_on)
),

watched as (
    select
        offer_id,
        anchor_on,
        any_value(days_in_history) as days_in_history,
        any_value(days_observed) as days_observed,
        any_value(longest_gap) as longest_gap,
        bool_or(is_stated) as is_stated,
        sum(days)::integer as days_known,
        sum(sale_days)::integer as sale_days,
        count(*)::integer as sale_episodes,
        any_value(share) * 100 as sale_share,
        196 * sqrt(sum((sale_days - share * days) ** 2) * count(*) / nullif(count(*) - 1, 0)) / sum(days) as margin
    from shares
    group by offer_id, anchor_on
),

measured as (
    select
        claims.* exclude (claimed_on, claimed_until),
        ended.claimed_on,
        ended.anchor_on - 1 as claimed_until,
        watched.* exclude (offer_id, anchor_on, margin),
        case when watched.sale_episodes > 1 then greatest(watched.sale_share - watched.margin, 0) end as share_low,
        case when watched.sale_episodes > 1 then least(watched.sale_share + watched.margin, 100) end as share_high,
        case
            when watched.days_known < parameter('sale_days') then 'cannot_tell'
            when watched.sale_days * 100 > watched.days_in_history * parameter('sale_severe') then 'severe'
            when watched.sale_share > parameter('sale_share') then 'perpetual'
            else 'consistent'
        end as outcome
    from ended
    inner join claims on ended.last_key = claims.claim_key
    anti join in_old_money on claims.claim_key = in_old_money.claim_key
    inner join watched on ended.offer_id = watched.offer_id and ended.anchor_on = watched.anchor_on
),

judged as (
    select
        *,
        sale_days * 100 > days_in_history * parameter('sale_share')
        and coalesce(share_low > parameter('sale_share'), true) as is_most_of_the_time,
        (days_in_history - days_known + sale_days) * 100 <= days_in_history * parameter('sale_share')
        and not is_stated as is_covered
    from measured
)

select
    substr(md5(concat_ws('|', 'D4', offer_id, claimed_on, 'sale')), 1, 16) as finding_id,
    'D4' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case
        when outcome = 'cannot_tell' or not has_evidence then 'cannot_tell'
        when outcome in ('perpetual', 'severe') and is_most_of_the_time then 'violates'
        when outcome = 'consistent' and is_covered then 'consistent'
        else 'cannot_tell'
    end as verdict,
    outcome,
    case
        when outcome = 'cannot_tell' then 'fewer than 24 weeks were known'
        when not has_evidence then 'the claim was not seen again hours later'
        when outcome in ('perpetual', 'severe') and not is_most_of_the_time
            then 'too few days or sale episodes were seen to say so surely'
        when outcome = 'consistent' and not is_covered then 'on the days that nobody saw it may have been on sale'
    end as missing,
    false as published,
    offer_id,
    retailer,
    sku,
    product_id,
    claimed_on,
    claimed_until,
    announced_on,
    price,
    was_price,
    currency,
    was_kind,
    claimed_percent,
    sale_share,
    share_low,
    share_high,
    sale_episodes,
    days_observed,
    longest_gap,
    first_seen_on,
    last_seen_on,
    has_evidence,
    is_provisional
from judged
order by claimed_on desc, offer_id
