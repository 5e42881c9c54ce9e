"""A visitor's SQL: what it may read, and all that it may try. Every question here is asked of a real child process."""

import re
from decimal import Decimal

import duckdb
import pytest

from pricewatch import sqlbox
from pricewatch.errors import BadInput


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("box") / "pricewatch-000001.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("create table offers as select 1 as offer_id, 'Oats' as name, 1.50::decimal(10, 2) as price")
        con.execute("create macro parameter(wanted) as (select 5)")
    (path.parent / "secret.csv").write_text("word\nsesame\n")
    return path


@pytest.fixture
def refused(file):
    """refused(SQL): the sentence that answers it; the box still answers afterwards."""

    def why(sql, **limits):
        before = sorted(file.parent.iterdir())
        with pytest.raises(BadInput) as refusal:
            sqlbox.ask(file, sql, **limits)
        assert sorted(file.parent.iterdir()) == before
        assert "\n" not in str(refusal.value) and "sesame" not in str(refusal.value)
        return str(refusal.value)

    return why


def rows(file, sql):
    return sqlbox.ask(file, sql).table.to_pylist()


def test_an_answer_has_types_and_every_column_under_a_name_of_its_own(file):
    sql = "select price, sum(offer_id) over () as total, [1, 2] as list, 1 as a, 2 as a, 3 as A from offers;"
    assert rows(file, sql + " -- done") == [
        {"price": Decimal("1.50"), "total": 1, "list": "[1, 2]", "a": 1, "a_1": 2, "A_2": 3}
    ]


def test_the_methods_numbers_can_be_asked_and_what_a_shop_wrote_comes_out_as_it_is(file):
    text = "=cmd()|<b>\u202e"
    assert rows(file, f"select parameter('hike_note') as line, '{text}' as name") == [{"line": 5, "name": text}]


def test_too_many_rows_are_cut_and_marked_and_so_are_long_cells(file):
    answer = sqlbox.ask(file, f"select repeat('x', 100000) as x from range({sqlbox.MOST_ROWS + 5})")
    assert (answer.table.num_rows, answer.is_cut) == (sqlbox.MOST_ROWS, True)
    assert answer.table["x"][0].as_py() == "x" * (sqlbox.LONGEST_CELL - 1) + "…"
    assert not sqlbox.ask(file, "from offers").is_cut


@pytest.mark.parametrize(
    "sql",
    [
        "attach 'other.duckdb'",
        "copy offers to 'stolen.csv'",
        "install httpfs; load httpfs",
        "pragma memory_limit = '9GB'",
        "pragma version",
        "set threads = 8",
        "create temp table x as select 1",
        "select 1; select 2",
        "-- nothing",
    ],
)
def test_only_one_select_can_be_asked(refused, sql):
    assert refused(sql).startswith("Only one SELECT can be asked at a time")


def test_no_file_can_be_read_nor_asked_for(refused):
    for source in ("read_csv('secret.csv')", "glob('*')", "'http://127.0.0.1:9/x.csv'"):
        assert re.search("operations are disabled|httpfs", refused(f"select * from {source}")), source


def test_what_would_write_a_log_writes_none(file):
    rows(file, f"select * from enable_logging(storage = 'file', storage_path = '{file.parent}/log')")
    assert not (file.parent / "log").exists()


def test_a_mistake_is_told_in_one_sentence(refused):
    assert refused("selekt 1") == 'Parser Error: syntax error at or near "selekt"'
    assert "Did you mean" in refused("select nam from offers") or "Candidate bindings" in refused(
        "select nam from offers"
    )
    assert refused("   ") == sqlbox.NOTHING
    assert refused("x" * 50_000) == "A question may have 20,000 characters."
    assert "depth" in refused("select 1" + " + 1" * 4_500)


def test_what_computes_for_ever_is_ended(refused):
    endless = "with recursive t as (select 1 as n union all select n + 1 from t) select max(n) from t"
    crossed = "select count(*) from range(1000000) a, range(1000000) b, range(1000000) c where a.range = b.range + 7"
    assert refused(endless, seconds=1.2).startswith("This took longer than 1.2 s")
    assert refused(crossed, cpu_seconds=1) == sqlbox.TOO_MUCH


def test_what_needs_too_much_memory_is_refused(refused):
    assert "memory" in refused("select list(range) from range(1000000000)")


def test_a_question_is_ended_when_nobody_waits_any_more(file):
    def gone():
        raise KeyError("gone")

    with pytest.raises(KeyError):
        sqlbox.ask(file, "select count(*) from range(1000000) a, range(1000000) b where a.range = b.range + 7", gone)
    assert rows(file, "select 1 as one") == [{"one": 1}]
