-- What does the log of publications learn from this build?
-- One row per finding that is announced to its shop, or published, now (for the first time, or again); per published
-- one that is withdrawn, and per announced one that is dropped.
-- cause of the latter two, compared with the last build that supported it: decision (somebody called it wrong, or
-- decided about its offer or product), else rule (a rule or number changed), else reader, else data. detail says more.
-- Left out: what is as the log says.
-- Kept only while the build runs.
with standing as (
    select *
    from last_events
    where event in ('published', 'announced')
),

withdrawn as (
    select
        standing.*,
        coalesce(last_build.model, standing.model) as model_then,
        coalesce(last_build.reader, standing.reader) as reader_then,
        coalesce(last_build.decisions, standing.decisions) as decisions_then
    from standing
    anti join announceable on standing.finding_id = announceable.finding_id
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
            when coalesce(findings_called_wrong.reason, decided.reason) is not null then 'decision'
            when withdrawn.model_then != this_build.model then 'rule'
            when withdrawn.reader_then != this_build.reader then 'reader'
            else 'data'
        end as why,
        case why
            when 'decision' then coalesce(findings_called_wrong.reason, decided.reason)
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
    left join findings_called_wrong on withdrawn.finding_id = findings_called_wrong.finding_id
    left join findings on withdrawn.finding_id = findings.finding_id
),

told as (
    select
        'published' as event,
        publishable.*
    from publishable
    union all by name
    select
        'announced' as event,
        announceable.*
    from announceable
    anti join publishable on announceable.finding_id = publishable.finding_id
),

news as (
    select
        told.event,
        told.finding_id,
        told.rule_id,
        told.rule_version,
        told.rule_set,
        told.retailer,
        told.sku,
        told.offer_id,
        told.product_id,
        told.found_on,
        told.sentence,
        null::varchar as cause,
        null::varchar as detail
    from told
    anti join standing on told.finding_id = standing.finding_id and told.event = standing.event
    union all by name
    select
        case event when 'published' then 'withdrawn' else 'dropped' end as event,
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
