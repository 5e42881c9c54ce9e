-- What was found, by any rule, in one list?
-- One row per finding of any finding table (found_in); the sentence names the test, its outcome and its numbers.
-- published: it stands in the log of publications, and this build supports it. offer_id_before: of a finding about two
-- offers, the one that the other followed, or that is compared with it.
-- Left out: the columns of one rule alone; find them under the finding_id in the table that found_in names.
with stated as (
    select
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        verdict,
        outcome,
        missing,
        published,
        offer_id,
        has_evidence,
        is_provisional,
        'hikes' as found_in,
        hiked_on as found_on,
        concat_ws(
            '; ',
            'asks ' || price_after || coalesce(' ' || currency, ''),
            'at most ' || price_before || ' in the 91 days before',
            format('a rise of {:.1f} %', rise_percent),
            format('the market''s {:.1f} %', market_percent)
        ) as numbers
    from hikes
    union all by name
    select
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        verdict,
        outcome,
        missing,
        published,
        offer_id,
        null::bigint as offer_id_before,
        has_evidence,
        is_provisional,
        'was_claims' as found_in,
        claimed_on as found_on,
        concat_ws(
            '; ',
            'asks ' || price || coalesce(' ' || currency, ''),
            'was-price ' || was_price,
            format('claimed saving {:.1f} %', claimed_percent::double),
            'lowest of 30 days as shown ' || lowest_30d_shown,
            'lowest of the 30 days before ' || lowest_30d,
            'long-run price ' || long_run_price,
            'highest of the twelve months before ' || highest_12m,
            format('saving from it {:.1f} %', real_percent::double),
            format('raised by {:.1f} % ', spike_percent::double) || 'for ' || spike_days || ' days before',
            format('was-price charged on {:.1f} % of the days known', reference_share::double),
            format('on sale on {:.1f} % of the days known', sale_share::double),
            'claimed on ' || days_reset || ' days after its stated end, ' || ends_on
        ) as numbers
    from was_claims
    union all by name
    select
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        verdict,
        outcome,
        missing,
        published,
        offer_id,
        offer_id_before,
        has_evidence,
        is_provisional,
        'size_changes' as found_in,
        changed_on as found_on,
        concat_ws(
            '; ',
            format('{:g} {} before, {:g} {} now', size_before::double, size_unit, size_after::double, size_unit),
            'asked ' || price_before || coalesce(' ' || currency, ''),
            'asks ' || price_after,
            format('price of the content {:+.1f} %', unit_price_percent)
        ) as numbers
    from size_changes
    union all by name
    select
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        verdict,
        outcome,
        missing,
        published,
        offer_id,
        offer_id_before,
        has_evidence,
        is_provisional,
        'renames' as found_in,
        changed_on as found_on,
        concat_ws(
            '; ',
            'follows "' || name_before || '"',
            'regular price ' || price_before || coalesce(' ' || currency, '') || ' before',
            price_after || ' now',
            format('{:+.1f} %', rise_percent)
        ) as numbers
    from renames
    union all by name
    select
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        verdict,
        outcome,
        missing,
        published,
        offer_id,
        has_evidence,
        is_provisional,
        'cumulative_rises' as found_in,
        reached_on as found_on,
        concat_ws(
            '; ',
            'regular price ' || price_before || coalesce(' ' || currency, '') || ' on ' || since,
            price_after || ' now',
            format('a rise of {:.1f} % in {} steps', rise_percent, steps),
            format('the market''s {:.1f} %', market_percent)
        ) as numbers
    from cumulative_rises
    union all by name
    select
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        verdict,
        outcome,
        missing,
        published,
        offer_id,
        has_evidence,
        is_provisional,
        'round_trips' as found_in,
        fell_on as found_on,
        concat_ws(
            '; ',
            'asks ' || price || coalesce(' ' || currency, ''),
            'long-run price ' || long_run_price,
            format('raised by {:.1f} % ', spike_percent::double) || 'for ' || spike_days || ' days before',
            replace(event, '_', ' ') || ' began on ' || starts_on
        ) as numbers
    from round_trips
    union all by name
    select
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        verdict,
        outcome,
        missing,
        published,
        offer_id,
        has_evidence,
        is_provisional,
        'event_deals' as found_in,
        starts_on as found_on,
        concat_ws(
            '; ',
            'asks ' || price || coalesce(' ' || currency, ''),
            'lowest of the half year before ' || lowest_before,
            'lowest of the half year after ' || lowest_after,
            replace(event, '_', ' ') || ' began on ' || starts_on
        ) as numbers
    from event_deals
    union all by name
    select
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        verdict,
        outcome,
        missing,
        published,
        offer_id,
        has_evidence,
        is_provisional,
        'fees' as found_in,
        found_on,
        concat_ws(
            '; ',
            'asks ' || price || coalesce(' ' || currency, '') || coalesce(' a ' || price_per, ''),
            'beside it ' || charges,
            'in all at least ' || lowest_total || case when months > 1 then ' for ' || months || ' months' else '' end,
            format('{:.1f} % more', drip_ratio),
            'first shown ' || n_steps || ' steps later',
            'the charge was ' || fee_before || ' and is ' || fee_after,
            format('a rise of {:.1f} %', rise_percent),
            format('all in all {:.1f} % dearer', all_in_percent)
        ) as numbers
    from fees
    union all by name
    select
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        verdict,
        outcome,
        missing,
        published,
        offer_id,
        has_evidence,
        is_provisional,
        'promo_expiries' as found_in,
        found_on,
        concat_ws(
            '; ',
            'asks ' || price || coalesce(' ' || currency, '') || coalesce(' a ' || price_per, ''),
            'for ' || intro_months || ' months',
            'then ' || price_after,
            format('a step of {:.1f} %', step_percent),
            'in 12 months ' || total_12,
            'in 24 months ' || total_24,
            'number ' || rank_in_category || ' of ' || plans_ranked || ' by that, number '
            || rank_by_first_price || ' by its first price'
        ) as numbers
    from promo_expiries
    union all by name
    select
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        verdict,
        outcome,
        missing,
        published,
        offer_id,
        has_evidence,
        is_provisional,
        'renewals' as found_in,
        found_on,
        concat_ws(
            '; ',
            case when outcome in ('renewal_rise', 'hidden_cheaper_plan') then 'asked ' else 'asks new customers ' end
            || new_price || coalesce(' ' || currency, '') || coalesce(' a ' || price_per, ''),
            'asks those who renew ' || renewal_price,
            format('{:+.1f} %', gap_percent),
            'a plan kept at ' || price_kept,
            'announced ' || notice_days || ' days before'
        ) as numbers
    from renewals
    union all by name
    select
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        verdict,
        outcome,
        missing,
        published,
        offer_id,
        has_evidence,
        is_provisional,
        'unit_prices' as found_in,
        first_seen_on as found_on,
        concat_ws(
            '; ',
            'asks ' || price || coalesce(' ' || currency, ''),
            format('{:g} {}', size_value, size_unit),
            'unit price ' || unit_price || coalesce(' per ' || unit_price_per, ''),
            case when outcome != 'cannot_tell' then format('off by {:+.1f} %', off_percent) end,
            case outcome when 'missing' then 'no unit price' end
        ) as numbers
    from unit_prices
    union all by name
    select
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        verdict,
        outcome,
        missing,
        published,
        offer_id,
        other_offer_id as offer_id_before,
        has_evidence,
        is_provisional,
        'renamed_prices' as found_in,
        compared_on as found_on,
        concat_ws(
            '; ',
            'asks ' || price || ' ' || currency,
            other_retailer || ' asks ' || other_price || coalesce(' for "' || other_name || '"', ''),
            format('{:+.1f} %', premium_percent),
            case relation
                when 'twin' then 'no difference found in the published attributes'
                when 'one_code' then 'one barcode'
                else 'one product, as a person has said'
            end
        ) as numbers
    from renamed_prices
    union all by name
    select
        finding_id,
        rule_id,
        rule_version,
        rule_set,
        verdict,
        outcome,
        missing,
        published,
        offer_id,
        has_evidence,
        is_provisional,
        'member_prices' as found_in,
        begins_on as found_on,
        concat_ws(
            '; ',
            'members pay ' || member_price || coalesce(' ' || currency, ''),
            'everybody else ' || price,
            'before, all paid ' || price_before,
            format('public price {:+.1f} % beside the quarter before', rise_percent),
            'lowest public price elsewhere ' || rival_price
        ) as numbers
    from member_prices
)

select
    stated.finding_id,
    stated.rule_id,
    stated.rule_version,
    stated.rule_set,
    stated.verdict,
    stated.outcome,
    stated.missing,
    offers.retailer,
    offers.store,
    offers.sku,
    stated.offer_id,
    stated.offer_id_before,
    offers.product_id,
    stated.found_in,
    stated.found_on,
    coalesce(stated.is_provisional, true) as is_provisional,
    coalesce(stated.has_evidence, false) as has_evidence,
    stated.published,
    concat_ws(', ', offers.retailer, offers.store, coalesce(offers.name, offers.sku), stated.found_on)
    || case
        when stated.verdict = 'violates' then ': does not pass the '
        when stated.verdict = 'consistent' and stated.rule_id in ('D5', 'D8') then ': result of the '
        when stated.verdict = 'consistent' then ': passes the '
        else ': cannot be judged by the '
    end
    || rules.test || ' (' || replace(stated.outcome, '_', ' ') || '): '
    || regexp_replace(stated.numbers, '(\.\d\d\d*?)0+\b', '\1', 'g')
    || coalesce('. Missing: ' || stated.missing, '') || '.' as sentence
from stated
inner join offers on stated.offer_id = offers.offer_id
inner join rules on stated.rule_id = rules.rule_id
