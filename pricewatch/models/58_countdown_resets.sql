-- D4: Did a reduction that was said to end go on after its end?
-- One row per offer, stated last day and claim that was announced with it and has passed. countdown_reset: within
-- countdown_days after that day the same price or percentage, or a better one, was claimed on two days at least.
-- Left out: ends that have not passed, and ends first stated after they had passed.
with ending as (
    select
        public_spells.offer_id,
        public_spells.claim_ends::date as ends_on,
        claims.claim_key,
        min(public_spells.seen_from) as stated_on
    from public_spells
    inner join claims
        on
            public_spells.offer_id = claims.offer_id
            and public_spells.price = claims.price
            and public_spells.was_price is not distinct from claims.was_price
            and public_spells.seen_from between claims.claimed_on and claims.claimed_until
    where public_spells.claim_ends is not null and public_spells.seen_from <= public_spells.claim_ends::date
    group by public_spells.offer_id, public_spells.claim_ends::date, claims.claim_key
    qualify row_number() over (
        partition by public_spells.offer_id, public_spells.claim_ends::date order by max(public_spells.seen_to) desc
    ) = 1
),

passed as (
    select
        ending.* exclude (offer_id, claim_key),
        claims.*
    from ending
    inner join claims on ending.claim_key = claims.claim_key
    anti join in_old_money on claims.claim_key = in_old_money.claim_key
    inner join known_spans on claims.offer_id = known_spans.offer_id
    where known_spans.newest_on > ending.ends_on
),

afterwards as (
    select
        passed.claim_key,
        passed.ends_on,
        after.stated,
        exists(
            select 1
            from claims as next
            where
                next.offer_id = after.offer_id
                and next.price = after.price
                and next.was_price is not distinct from after.was_price
                and after.seen_from between next.claimed_on and next.claimed_until
                and next.currency is not distinct from passed.currency
                and next.price_per is not distinct from passed.price_per
                and (
                    next.price <= passed.price
                    or next.claimed_percent >= passed.claimed_percent - parameter('claim_points')
                )
        ) as is_as_good,
        greatest(after.seen_from, sighted.seen_from, passed.ends_on + 1) as live_from,
        least(after.seen_to, sighted.seen_to, passed.ends_on + parameter('countdown_days')::integer) as live_to
    from passed
    inner join public_spells as after
        on
            passed.offer_id = after.offer_id
            and passed.ends_on < after.seen_to
            and passed.ends_on + parameter('countdown_days')::integer >= after.seen_from
    inner join sighted
        on
            after.offer_id = sighted.offer_id
            and after.seen_from <= sighted.seen_to
            and after.seen_to >= sighted.seen_from
),

counted as (
    select
        claim_key,
        ends_on,
        sum(live_to - live_from + 1)::integer as days_after,
        coalesce(sum(live_to - live_from + 1) filter (where is_as_good), 0)::integer as days_reset,
        bool_or(stated) as is_stated
    from afterwards
    where live_from <= live_to
    group by claim_key, ends_on
),

classed as (
    select
        passed.*,
        coalesce(counted.days_after, 0) as days_observed,
        coalesce(counted.days_reset, 0) as days_reset,
        coalesce(counted.is_stated, false) as is_stated,
        case
            when counted.days_reset > 0 then 'countdown_reset'
            when counted.days_after >= parameter('countdown_days') then 'consistent'
            else 'cannot_tell'
        end as outcome
    from passed
    left join counted on passed.claim_key = counted.claim_key and passed.ends_on = counted.ends_on
)

select
    substr(md5(concat_ws('|', 'D4', offer_id, ends_on, 'end')), 1, 16) as finding_id,
    'D4' as rule_id,
    '1' as rule_version,
    'info' as rule_set,
    case
        when outcome = 'countdown_reset' and has_evidence and not is_stated and days_reset > 1 then 'violates'
        when outcome = 'consistent' and has_evidence and not is_stated then 'consistent'
        else 'cannot_tell'
    end as verdict,
    outcome,
    case
        when outcome = 'cannot_tell' then 'not every day after the stated end was seen'
        when is_stated then 'the source says when prices changed, not when they were seen'
        when not has_evidence then 'the claim was not seen again hours later'
        when outcome = 'countdown_reset' and days_reset = 1 then 'the claim was seen on one day only after its end'
    end as missing,
    false as published,
    offer_id,
    retailer,
    sku,
    product_id,
    stated_on as claimed_on,
    claimed_until,
    announced_on,
    ends_on,
    price,
    was_price,
    currency,
    was_kind,
    claimed_percent,
    days_reset,
    days_observed,
    (parameter('countdown_days') - days_observed)::integer as longest_gap,
    first_seen_on,
    last_seen_on,
    has_evidence,
    is_provisional
from classed
order by claimed_on desc, offer_id, ends_on
