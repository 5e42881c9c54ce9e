"""A finding's life: published, withdrawn with its cause, published again; the log outlives every database."""

import shutil
from datetime import UTC, datetime

import duckdb
import polars as pl
import pytest
from conftest import Given

from pricewatch import journal, models, publications
from pricewatch.errors import CheckFailed

RETAILERS = '[quiet]\nname = "Quiet"\nhome = "https://quiet.example"\npublish = "nothing"\n'
CLAIMS = """
    retailer | sku | country | captured_at            | price | was_price
    acme     | 1   | DE      | 2026-01-01..2026-02-20 | 10.00 |
    acme     | 1   | DE      | 2026-02-21..2026-02-25 | 10.00 | 20.00
    acme     | 2   | DE      | 2026-01-01..2026-03-08 | 10.00 |
    acme     | 2   | DE      | 2026-03-09..2026-03-20 | 10.00 | 20.00
    acme     | 3   | DE      | 2026-01-01..2026-02-20 | 10.00 |
    acme     | 3   | DE      | 2026-02-21..2026-02-25 | 8.00  | 10.00
    acme     | 4   | DE      | 2026-01-01..2026-02-20 | 10.00 |
    acme     | 4   | DE      | 2026-02-21 08:30       | 10.00 | 20.00
    far      | 1   | US      | 2026-01-01..2026-02-20 | 10.00 |
    far      | 1   | US      | 2026-02-21..2026-03-20 | 10.00 | 20.00
    quiet    | 1   | DE      | 2026-01-01..2026-02-20 | 10.00 |
    quiet    | 1   | DE      | 2026-02-21..2026-03-20 | 10.00 | 20.00
"""


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    data = tmp_path_factory.mktemp("published")
    (data / "retailers.toml").write_text(RETAILERS, encoding="utf-8")
    return Given(data).seen(CLAIMS)


def d1(street, columns):
    query = f"select retailer, sku, {columns} from findings where rule_id = 'D1' order by all"
    return [tuple(row.values()) for row in street.rows(query)]


def test_published_is_what_violates_a_law_in_force_with_evidence_and_is_no_longer_provisional(street):
    assert [
        ("acme", "1", "violates", True),
        ("acme", "2", "violates", False),
        ("acme", "3", "consistent", False),
        ("acme", "4", "cannot_tell", False),
        ("far", "1", "violates", False),
        ("quiet", "1", "violates", False),
    ] == d1(street, "verdict, published")
    assert [True] == [
        row["is_provisional"] for row in street.rows("select * from findings where sku = '2' and rule_id = 'D1'")
    ]


def test_finding_tables_say_what_is_published(street):
    assert [("acme", "1")] == [
        (row["retailer"], row["sku"]) for row in street.rows("select * from was_claims where published")
    ]


def test_sentences_name_the_test_and_its_numbers_and_never_a_crime(street):
    sentences = [row["sentence"] for row in street.rows("findings")]

    assert (
        "acme, 1, 2026-02-21: does not pass the 30-day prior price test (no reduction): asks 10.00 EUR;"
        " was-price 20.00; claimed saving 50.0 %; lowest of the 30 days before 10.00; saving from it 0.0 %."
    ) in sentences
    assert all(sentence for sentence in sentences)
    assert [] == [
        word for word in ("fake", "fraud", "illegal", "mislead", "unlawful", "breach") if word in str(sentences).lower()
    ]


def test_base_rates_count_findings_against_the_years_that_offers_were_observed(street):
    rates = street.rows(
        "select *, round(offer_years * 365.25)::int as days from base_rates"
        " where rule_id = 'D1' and verdict = 'violates' and outcome is null and retailer = 'far'"
    )

    assert [(1, 0, 1, 79, None)] == [
        tuple(row[name] for name in ("findings", "published", "offers", "days", "published_low")) for row in rates
    ]
    assert pytest.approx(1000 * 365.25 / 79) == rates[0]["per_1000_offer_years"]


def test_base_rates_stand_beside_what_others_published(street):
    (everywhere,) = street.rows(
        "select * from base_rates where rule_id = 'D1' and verdict = 'violates' and coalesce(outcome, retailer) is null"
    )

    assert (4, 80.0, 23.0) == (everywhere["findings"], everywhere["decided_percent"], everywhere["published_low"])
    assert "EU CPC sweep" in everywhere["published_by"]


def test_a_weekly_shop_was_observed_between_its_visits(given):
    days = "\n".join(f"1 | 2026-01-{day:02} | 1.00 | 2.00" for day in (1, 8, 15, 29))
    shop = given(f"sku | captured_at | price | was_price\n{days}")

    assert {16} == {row["d"] for row in shop.rows("select round(offer_years * 365.25)::int as d from base_rates")}


STATUS = """
    select status, first_published_at::date::varchar, withdrawn_at::date::varchar, cause from published_findings
"""


def lines(shop):
    return [(line["event"], line["cause"]) for line in journal.read(publications.log_of(shop.data))]


def test_a_finding_is_published_once_withdrawn_when_its_listings_go_and_published_again(given):
    calm = """
        sku | captured_at            | price
        1   | 2026-01-01..2026-02-20 | 10.00
    """
    claim = """
        sku | captured_at            | price | was_price
        1   | 2026-02-21..2026-02-25 | 10.00 | 20.00
        2   | 2026-02-21..2026-03-20 | 10.00 |
    """
    shop = given(calm).seen(claim, run="claim")
    shop.built()
    shop.built()
    assert [("published", None)] == lines(shop)

    (file,) = shop.data.rglob("claim.parquet")
    kept = file.rename(shop.data / "kept")
    database = shop.built(now="2027-01-01")
    assert [("published", None), ("withdrawn", "data")] == lines(shop)
    assert [("withdrawn", "2026-12-31", "2027-01-01", "data")] == database.execute(STATUS).fetchall()
    database.close()

    kept.rename(file)
    shutil.rmtree(shop.data / "generations")
    (shop.data / "current.duckdb").unlink()
    database = shop.built(now="2027-01-02")
    assert [("published", None), ("withdrawn", "data"), ("published", None)] == lines(shop)
    assert [("published", "2026-12-31", None, None)] == database.execute(STATUS).fetchall()


def test_a_build_that_fails_publishes_nothing(given, monkeypatch):
    shop = given("""
        sku | captured_at            | price | was_price
        1   | 2026-01-01..2026-02-20 | 10.00 |
        1   | 2026-02-21..2026-03-20 | 10.00 | 20.00
    """)
    wrong = models.Model("nothing_is_sold", "select * from offers", "Offers, of which there should be none.")
    monkeypatch.setattr(models, "checks", lambda: [wrong])
    with pytest.raises(CheckFailed):
        shop.built()

    assert not publications.log_of(shop.data).exists()


PUBLISHED = {"line": 0, "event": "published", "finding_id": "f1", "offer_id": 1, "product_id": "p1", "generation": 1}
THEN = NOW = {"model": "m1", "reader": "r1", "decisions": 1}
LATER = {"generation": 2, "event_at": datetime(2026, 5, 1, tzinfo=UTC)}
DECIDED = [(2, 9, "decided by Ada")]
LINE = {"line": pl.Int64, "offer_id": pl.Int64, "reason": pl.String}
EVENT = publications.SCHEMA | {"found_on": pl.Date, "event_at": pl.Datetime}
FINDINGS = """
    create view findings as
    select
        *, 1 as offer_id, 'p1' as product_id, null as rule_id, null as rule_version, null as rule_set,
        null as retailer, null as sku, null as found_on, null as sentence
    from found;
    create view announceable as
    select findings.* from findings anti join findings_called_wrong using (finding_id) where verdict = 'violates';
    create table product_offers as select * from (values (1, 'p1'), (9, 'p1'), (8, 'p2')) as t (offer_id, product_id);
"""
WRONG = {"finding_id": pl.String, "reason": pl.String}


def news(log, now, last=None, decided=(), found=(), wrong=(), notice=0):
    """What the log learns from a build. `found`: its findings with their verdicts; what violates may be published."""
    con = duckdb.connect()
    tables = {
        "publication_log": pl.DataFrame(log, schema=EVENT),
        "found": pl.DataFrame(list(found), schema={"finding_id": pl.String, "verdict": pl.String}, orient="row"),
        "decisions_made": pl.DataFrame(list(decided), schema=LINE, orient="row"),
        "findings_called_wrong": pl.DataFrame(list(wrong), schema=WRONG, orient="row"),
        "this_build": pl.DataFrame([now | LATER]).with_columns(pl.col("event_at").dt.replace_time_zone(None)),
        "last_build": pl.DataFrame([last or THEN]).head(1 if last else 0),
    }
    for name, frame in tables.items():
        con.register("loaded", frame.to_arrow())
        con.execute(f"create table {name} as select * from loaded")
    con.execute(FINDINGS)
    con.execute(f"create macro parameter(wanted) as {notice}::decimal(12, 4)")
    for name in ("last_events", "publishable", "publication_news"):
        con.execute(f"create table {name} as {models.model(name).sql}")
    rows = con.sql("select * from publication_news order by finding_id").pl().to_dicts()
    return [(row["finding_id"], row["event"], row["cause"], row["detail"]) for row in rows]


LOG = [PUBLISHED | THEN]


def test_what_is_as_the_log_says_is_no_news():
    assert [] == news(LOG, NOW, found=[("f1", "violates")])
    assert [] == news([*LOG, PUBLISHED | THEN | {"line": 1, "event": "withdrawn"}], NOW)


def test_a_finding_that_is_supported_again_is_published_again():
    log = [*LOG, PUBLISHED | THEN | {"line": 1, "event": "withdrawn"}]

    assert [("f1", "published", None, None)] == news(log, NOW, found=[("f1", "violates")])


@pytest.mark.parametrize(
    ("now", "decided", "cause", "detail"),
    [
        (NOW, [], "data", "the listings changed"),
        (NOW | {"reader": "r2"}, [], "reader", "the reader was r1, and is r2"),
        (NOW | {"model": "m2", "reader": "r2"}, [], "rule", "the method was m1, and is m2"),
        (NOW | {"model": "m2", "decisions": 2}, DECIDED, "decision", "decided by Ada"),
        (NOW | {"decisions": 2}, [(2, 8, "about another product")], "data", "the listings changed"),
        (NOW, [(1, 1, "known when it was published")], "data", "the listings changed"),
    ],
)
def test_a_withdrawal_says_its_cause(now, decided, cause, detail):
    assert [("f1", "withdrawn", cause, f"{detail}: it is found no more")] == news(LOG, now, decided=decided)


def test_the_cause_is_what_changed_since_the_last_build_not_since_the_publication():
    last = {"model": "m2", "reader": "r2", "decisions": 1}

    assert ["data"] == [cause for _, _, cause, _ in news(LOG, last, last=last)]


def test_a_withdrawal_says_what_the_finding_is_now():
    assert ["the listings changed: it is cannot_tell now"] == [
        detail for *_, detail in news(LOG, NOW, found=[("f1", "cannot_tell")])
    ]


def test_a_finding_that_a_person_calls_wrong_is_withdrawn_by_that_decision():
    told = news(LOG, NOW | {"model": "m2"}, found=[("f1", "violates")], wrong=[("f1", "called wrong by Ada: a set")])

    assert [("f1", "withdrawn", "decision", "called wrong by Ada: a set: it may not be published any more")] == told
    assert [] == news([], NOW, found=[("f1", "violates")], wrong=[("f1", "called wrong by Ada: a set")])


def announced(day):
    return [PUBLISHED | THEN | {"event": "announced", "event_at": datetime(2026, 4, day, tzinfo=UTC)}]


@pytest.mark.parametrize(
    ("log", "notice", "events"),
    [
        ([], 0, ["published"]),
        ([], 14, ["announced"]),
        (announced(18), 14, []),
        (announced(17), 14, ["published"]),
        (announced(18), 0, ["published"]),
        (LOG, 14, []),
        ([*LOG, PUBLISHED | THEN | {"line": 1, "event": "withdrawn"}], 14, ["announced"]),
    ],
    ids=["at once", "first told", "too early", "due", "no notice any more", "stands", "told again"],
)
def test_with_notice_days_a_finding_is_announced_and_published_so_many_days_later(log, notice, events):
    assert events == [event for _, event, _, _ in news(log, NOW, found=[("f1", "violates")], notice=notice)]


def test_an_announced_finding_that_is_supported_no_more_is_dropped_and_was_never_published():
    assert [("f1", "dropped", "data", "the listings changed: it is found no more")] == news(announced(1), NOW, notice=9)
    dropped = [*announced(1), PUBLISHED | THEN | {"line": 1, "event": "dropped"}]
    assert [] == news(dropped, NOW, notice=9)
    con = duckdb.connect()
    con.register("loaded", pl.DataFrame(dropped, schema=EVENT).rename({"line": "position"}).to_arrow())
    con.execute("create table publications as select * from loaded")
    assert [] == con.execute(models.model("published_findings").sql).fetchall()


TORN = """{"event": "published", "finding_id": "f1", "event_at": "2026-05-01T00:00:00+00:00"}
{"event": "pub
{"event": "cheered", "finding_id": "f2"}
{"event": "withdrawn", "finding_id": 3}
[]
"""


def test_torn_lines_and_lines_of_another_kind_are_passed_over(tmp_path):
    log = publications.log_of(tmp_path)
    log.parent.mkdir()
    log.write_text(TORN)

    assert ["f1"] == publications.logged(tmp_path)["finding_id"].to_list()
    assert ["2026-05-01"] == publications.logged(tmp_path)["event_at"].dt.strftime("%Y-%m-%d").to_list()


TWO_OFFERS = """
    create table retailers as select 'acme' as slug, 'findings' as publish;
    create table item_offers as select * from (values (1, 1), (2, 2), (3, 3), (4, 1)) as t (offer_id, item_id);
    create table decided_pairs as
    select * from (values (1, 2, 'same'), (1, 3, 'different')) as t (left_id, right_id, kind);
    create table findings_called_wrong as select 'f9' as finding_id, 'a set' as reason;
    create table findings as
    select
        finding_id, offer_id_before, 1 as offer_id, 'acme' as retailer, 'violates' as verdict, true as has_evidence,
        false as is_provisional, 'FR' as rule_set
    from (values ('f1', null), ('f2', 2), ('f3', 3), ('f4', 4), ('f9', null)) as t (finding_id, offer_id_before);
"""


def test_a_finding_about_two_codes_needs_a_person_who_called_them_the_same_and_any_nobody_who_calls_it_wrong():
    con = duckdb.connect()
    con.execute(TWO_OFFERS)
    found = con.execute(f"select finding_id from ({models.model('announceable').sql})").fetchall()

    assert {("f1",), ("f2",), ("f4",)} == set(found)
