-- Which findings were ever published, and do they still stand?
-- One row per finding that was ever published; status: published or withdrawn, then with the cause (rule, reader, data,
-- decision) and detail. The sentence is the one that was published last.
-- Left out: what was never published, such as what was announced to its shop alone.
select
    finding_id,
    arg_max(event, position) as status,
    min(event_at) as first_published_at,
    case when status = 'withdrawn' then max(event_at) end as withdrawn_at,
    case when status = 'withdrawn' then arg_max(cause, position) end as cause,
    case when status = 'withdrawn' then arg_max(detail, position) end as detail,
    arg_max(rule_id, position) as rule_id,
    arg_max(rule_version, position) as rule_version,
    arg_max(rule_set, position) as rule_set,
    any_value(retailer) as retailer,
    any_value(sku) as sku,
    any_value(offer_id) as offer_id,
    any_value(found_on) as found_on,
    arg_max(sentence, position) as sentence
from publications
where event in ('published', 'withdrawn')
group by finding_id
order by finding_id
