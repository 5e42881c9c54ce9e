-- What does the log of publications learn from this build?
-- One row per finding that is published now (for the first time, or again), and per published one that is withdrawn.
-- cause of a withdrawal, compared with the last build that supported it: decision (somebody decided about its offer or
-- product), else rule (a rule or number changed), else reader, else data. detail says more.
-- Left out: what is as the log says.
-- Kept only while the build runs.
with last_events as (
    select *
    from publication_log
    qualify row_number() over (partition by finding_id order by line desc) = 1
),

standing as (
    select *
    from last_events
    where event = 'published'
),

withdrawn as (
    select
        standing.*,
        coalesce(last_build.model, standing.model) as model_then,
        coalesce(last_build.reader, standing.reader) as reader_then,
        coalesce(last_build.decisions, standing.decisions) as decisions_then
    from standing
    anti join publishable on standing.finding_id = publishable.finding_id
    left join last_build on true
),

decided as (
    select
        withdrawn.finding_id,
        arg_max(decisions_made.reason, decisions_made.line) as reason
    from withdrawn
    inner join decisions_made on withdrawn.decisions_then < decisions_made.line
    left join product_offers as own on withdrawn.offer_id = own.offer_id
    left join product_offers as theirs on decisions_made.offer_id = theirs.offer_id
    where
        withdrawn.offer_id = decisions_made.offer_id
        or theirs.product_id in (withdrawn.product_id, own.product_id)
    group by withdrawn.finding_id
),

explained as (
    select
        withdrawn.*,
        case
            when decided.finding_id is not null then 'decision'
            when withdrawn.model_then != this_build.model then 'rule'
            when withdrawn.reader_then != this_build.reader then 'reader'
            else 'data'
        end as why,
        case why
            when 'decision' then decided.reason
            when 'rule' then 'the method was ' || withdrawn.model_then || ', and is ' || this_build.model
            when 'reader' then 'the reader was ' || withdrawn.reader_then || ', and is ' || this_build.reader
            else 'the listings changed'
        end as because,
        case
            when findings.finding_id is null then 'it is found no more'
            when findings.verdict != 'violates' then 'it is ' || findings.verdict || ' now'
            else 'it may not be published any more'
        end as now_it_is
    from withdrawn
    cross join this_build
    left join decided on withdrawn.finding_id = decided.finding_id
    left join findings on withdrawn.finding_id = findings.finding_id
),

news as (
    select
        'published' as event,
        publishable.finding_id,
        publishable.rule_id,
        publishable.rule_version,
        publishable.rule_set,
        publishable.retailer,
        publishable.sku,
        publishable.offer_id,
        publishable.product_id,
        publishable.found_on,
        publishable.sentence,
        null::varchar as cause,
        null::varchar as detail
    from publishable
    anti join standing on publishable.finding_id = standing.finding_id
    union all by name
    select
        'withdrawn' as event,
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        retailer,
        sku,
        offer_id,
        product_id,
        found_on,
        sentence,
        why as cause,
        because || ': ' || now_it_is as detail
    from explained
)

select
    news.*,
    this_build.*
from news
cross join this_build
order by news.finding_id
