-- What did the tests give for it?
-- One row per finding of a chosen offer: failed tests first, then passed ones, then those that could not be told; each
-- the newest first. found counts them all, at most $most are given.
select
    findings.*,
    rules.test,
    chosen.shop,
    count(*) over () as found
from findings
inner join chosen on findings.offer_id = chosen.offer_id
inner join rules on findings.rule_id = rules.rule_id
order by
    case findings.verdict when 'violates' then 0 when 'consistent' then 1 else 2 end,
    findings.found_on desc,
    findings.finding_id
limit $most
