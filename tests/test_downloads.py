"""Tables as files: whole, in both forms, as far as each shop's entry lets them go."""

import csv
import io
import subprocess
import sys

import duckdb
import httpx
import pyarrow as pa
import pytest
from conftest import Given
from pyarrow import parquet
from serving import serving

from pricewatch import downloads, exports, served, sharing

ENTRY = '[{slug}]\nname = "{slug}"\nhome = "http://{slug}.example"\npublish = "{publish}"\n'
PUBLISH = {"silent": "nothing", "claims": "findings", "open": "extracts"}
SEEN = """
retailer | sku | name                | price  | was_price | captured_at
{slug}   | oat | =cmd() "{slug}", +1 | 80.00  |           | 2026-01-01..2026-02-14
{slug}   | oat | =cmd() "{slug}", +1 | 79.00  | 120.00    | 2026-02-15..2026-03-31
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    data = tmp_path_factory.mktemp("downloads")
    (data / "retailers.toml").write_text("".join(ENTRY.format(slug=s, publish=p) for s, p in PUBLISH.items()))
    lake = Given(data)
    for slug in PUBLISH:
        lake.seen(SEEN.format(slug=slug))
    lake.built("2026-05-01").close()
    return data


@pytest.fixture(scope="module")
def site(data):
    with pytest.MonkeyPatch.context() as patch, serving(downloads.application(None)) as address:
        patch.setenv("PRICEWATCH_DATA", str(data))
        with httpx.Client(base_url=address) as client:
            yield client


def records(answer):
    """The rows of a CSV."""
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_a_table_comes_as_csv_that_no_spreadsheet_computes(site):
    rows = records(site.get("/offers.csv"))
    assert sorted(row["name"] for row in rows) == [f'\'=cmd() "{slug}", +1' for slug in sorted(PUBLISH)]
    answer = site.get("/offers.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="offers.csv"'


def test_a_table_comes_as_parquet_just_as_it_is(site, data):
    found = parquet.read_table(io.BytesIO(site.get("/price_spells.parquet").content))
    con = served.connection(str((data / "current.duckdb").resolve())).cursor()
    assert found.to_pylist() == con.sql("from price_spells").to_arrow_table().to_pylist()
    assert pa.types.is_decimal(found.schema.field("price").type)


def test_every_table_can_be_written_in_both_forms(data):
    con = served.connection(str((data / "current.duckdb").resolve())).cursor()
    for (name,) in con.execute("select table_name from information_schema.tables").fetchall():
        count = con.execute(f'select count(*) from "{name}"').fetchall()[0][0]
        told = b"".join(exports.csv_of(con.table(name))).decode()
        kept = b"".join(exports.parquet_of(con.table(name)))
        assert len(list(csv.DictReader(io.StringIO(told)))) == count == parquet.read_metadata(io.BytesIO(kept)).num_rows


@pytest.mark.parametrize(
    "name",
    ["nothing.csv", "offers", "offers.exe", "offers.csv.csv", "duckdb_secrets.csv", "..%2Foffers.csv", "%22.csv"],
)
def test_what_is_no_table_is_not_found(site, name):
    assert site.get(f"/{name}").status_code == 404


def test_what_parquet_has_no_type_for_is_text():
    rows = duckdb.sql("select interval 3 day as span, 1::hugeint as h, [1] as l, {'a': 1} as s")
    found = parquet.read_table(io.BytesIO(b"".join(exports.parquet_of(rows)))).to_pylist()
    assert found == [{"span": "3 days", "h": 1, "l": [1], "s": {"a": 1}}]


def test_a_file_is_sent_once_a_generation(site):
    first = site.get("/offers.csv")
    again = site.get("/offers.csv", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert site.head("/offers.csv").headers["etag"] == first.headers["etag"]
    assert site.get("/offers.parquet").headers["etag"] != first.headers["etag"]


def test_strangers_get_what_each_entry_lets_go(site, monkeypatch):
    at_home = site.get("/offers.csv").headers["etag"]
    monkeypatch.setenv("PRICEWATCH_PUBLIC", "1")
    assert {row["retailer"] for row in records(site.get("/offers.csv", headers={"if-none-match": at_home}))} == {"open"}
    assert {row["slug"] for row in records(site.get("/retailers.csv"))} == {"claims", "open"}
    assert {row["retailer"] for row in records(site.get("/findings.csv"))} == {"claims", "open"}
    assert records(site.get("/lake_files.csv")) == []


OPENED = """
import duckdb, sys
con = duckdb.connect(sys.argv[1], read_only=True)
print(con.execute("select parameter('hike_note')::integer").fetchall())
print(con.execute("select list(distinct retailer) from offers").fetchall())
print(con.execute("select list_sort(list(distinct retailer)) from findings").fetchall())
print(con.execute("select count(*) from duckdb_tables() where coalesce(comment, '') = ''").fetchall())
print(con.execute("select count(*) from duckdb_databases() where not internal").fetchall())
"""


def opened(file):
    """What a fresh process reads in a file."""
    ran = subprocess.run([sys.executable, "-c", OPENED, str(file)], capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()


def test_the_file_that_may_be_passed_on_opens_anywhere_and_holds_no_more(site, tmp_path):
    file = tmp_path / "pricewatch.duckdb"
    file.write_bytes(site.get("/pricewatch.duckdb").content)
    assert opened(file) == ["[(5,)]", "[(['open'],)]", "[(['claims', 'open'],)]", "[(0,)]", "[(1,)]"]
    assert b"silent.example" not in file.read_bytes()


def test_a_generation_opens_in_any_shell_too(data):
    assert opened(data / "current.duckdb")[0] == "[(5,)]"


def test_files_of_older_generations_are_removed(site, data):
    site.get("/pricewatch.duckdb")
    old = data / sharing.FOLDER / "pricewatch-000000.duckdb"
    old.touch()
    sharing.forget_older(data / sharing.FOLDER / "pricewatch-000001.duckdb")
    assert [path.name for path in old.parent.iterdir()] == ["pricewatch-000001.duckdb"]


def test_csv_guards_texts_and_names_but_no_numbers():
    rows = duckdb.sql(
        "select -5 as n, '-5' as t, ['=x'] as l, null as z, '' as e, '＝1' as w, 'a\"b' as q, 1 as \"@x\""
    )
    assert b"".join(exports.csv_of(rows)).decode().splitlines() == [
        '"n","t","l","z","e","w","q","\'@x"',
        '-5,"\'-5","[""=x""]",,"","\'＝1","a""b",1',
    ]
