-- Findings whose offer or product is not there.
select
    findings.finding_id,
    findings.rule_id
from (
    select
        finding_id,
        rule_id,
        offer_id,
        product_id
    from hikes
    union all
    select
        finding_id,
        rule_id,
        offer_id,
        product_id
    from was_claims
) as findings
left join offers on findings.offer_id = offers.offer_id and findings.product_id = offers.product_id
where offers.offer_id is null
