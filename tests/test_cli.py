"""The command line: each command does its work, and each trouble is one sentence and an exit code."""

import json
import socket
import subprocess
import sys
from datetime import UTC, datetime

import duckdb
import pytest
from click.testing import CliRunner
from filelock import FileLock

from pricewatch import database, models
from pricewatch.build import build
from pricewatch.cli import main

HEAD = "retailer,sku,name,price,currency,captured_at\n"
GOOD = f"{HEAD}Acme,1,Tea 100 g,1.00,EUR,2026-05-01\nAcme,1,Tea 100 g,1.20,EUR,2026-05-02\n"


def call(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def prices(tmp_path):
    file = tmp_path / "prices.csv"
    file.write_text(GOOD, encoding="utf-8")
    return file


def test_import_build_status_tell_what_they_did(tmp_path, prices):
    data = tmp_path / "data"

    assert "prices.csv: 2 of 2 rows kept (acme 2)." in call("import", prices, "--data", data).output
    assert "already imported" in call("import", prices, "--data", data).output
    assert "Generation 1 from 1 files (whole lake)" in call("build", "--data", data).output
    assert "acme: 1 offers, last seen 2026-05-02, imported" in call("status", "--data", data).output
    assert "acme" == json.loads(call("status", "--json", "--data", data).output)["retailer"]


def test_rejects_are_an_exit_code_of_their_own_and_name_their_file(tmp_path, prices):
    prices.write_text(f"{GOOD}Acme,2,Mug,dear,EUR,2026-05-01\n", encoding="utf-8")
    result = call("import", prices, "--data", tmp_path / "data")

    assert 3 == result.exit_code
    assert "2 of 3 rows kept" in result.output
    assert "1 rows rejected: price is not a plain number (write 1299.00) (1). See " in result.output


def test_extract_prints_listings_as_json_lines(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '<html><head><script type="application/ld+json">{"@type": "Product", "name": "Tea", "offers":'
        ' {"@type": "Offer", "price": "3.50", "priceCurrency": "EUR"}}</script></head>'
        "<body><h1>Tea</h1><p class=price>3,50 €</p></body></html>",
        encoding="utf-8",
    )
    listing = json.loads(call("extract", page, "--url", "https://shop.example/tea").output)

    assert ("Tea", "3.50", "EUR") == (listing["name"], listing["price"], listing["currency"])


HEAVY = """
import sys
sys.argv = {argv}
try:
    {code}
finally:
    print("HEAVY", sorted({{"lightgbm", "scipy", "sklearn", "streamlit", "polars"}} & sys.modules.keys()))
"""


@pytest.mark.parametrize("argv", [[], ["pricewatch", "--help"], ["pricewatch", "status", "--help"]], ids=" ".join)
def test_what_needs_no_matcher_and_no_app_starts_without_them(argv):
    code = "import pricewatch.__main__" if argv else "import pricewatch"
    ran = subprocess.run(
        [sys.executable, "-c", HEAVY.format(argv=argv or ["-"], code=code)], capture_output=True, text=True, check=False
    )

    assert "HEAVY []" in ran.stdout, ran.stderr


def older_database(tmp_path):
    data = tmp_path / "data"
    (data / "generations").mkdir(parents=True)
    with duckdb.connect(str(data / "generations" / "pricewatch-000001.duckdb")) as con:
        con.execute("create table meta as select 0 as schema_version, 1 as generation, now()::timestamp as built_at")
    (data / "current.duckdb").symlink_to("generations/pricewatch-000001.duckdb")
    return data


def not_a_database(tmp_path):
    data = tmp_path / "data"
    (data / "generations").mkdir(parents=True)
    (data / "generations" / "pricewatch-000001.duckdb").write_text("not a database")
    (data / "current.duckdb").symlink_to("generations/pricewatch-000001.duckdb")
    return data


def nothing(tmp_path):
    return tmp_path / "data"


TROUBLE = [
    (nothing, ["build"], "There are no listings"),
    (nothing, ["status"], "There is no database"),
    (nothing, ["show"], "There is no database"),
    (nothing, ["collect"], "nothing to collect"),
    (nothing, ["collect", "nobody"], "No retailer [nobody]"),
    (nothing, ["import", "none.csv"], "none.csv cannot be read"),
    (nothing, ["extract", "none.html", "--url", "https://a.example"], "No such file"),
    (nothing, ["add", "ftp://a.example"], "is no address of a shop"),
    (nothing, ["add", "https://a.example"], "contact"),
    (older_database, ["status"], "has tables of version 0"),
    (older_database, ["show"], "has tables of version 0"),
    (not_a_database, ["status"], "is no pricewatch database"),
]


@pytest.mark.parametrize(
    ("folder", "args", "sentence"), TROUBLE, ids=lambda value: getattr(value, "__name__", str(value))[:40]
)
def test_trouble_is_one_sentence_and_an_exit_code(tmp_path, folder, args, sentence):
    result = call(*args, "--data", folder(tmp_path))

    assert 1 == result.exit_code
    assert sentence in result.output
    assert 1 == len(result.output.strip().splitlines())
    assert "Traceback" not in result.output


def test_a_port_in_use_is_a_sentence_that_names_another(tmp_path, prices):
    data = tmp_path / "data"
    call("import", prices, "--data", data)
    call("build", "--data", data)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = call("show", "--port", taken.getsockname()[1], "--data", data)

    assert 1 == result.exit_code
    assert "is in use; try another one" in result.output


def test_a_retailers_file_that_cannot_be_read_names_the_line(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "retailers.toml").write_text("[acme\nname = 1", encoding="utf-8")

    assert "is not readable as TOML" in call("collect", "--data", data).output
    (data / "retailers.toml").write_text('[acme]\nname = "Acme"\n', encoding="utf-8")
    assert "[acme] lacks home" in call("collect", "--data", data).output


def test_a_lake_file_that_cannot_be_read_is_a_sentence_and_the_old_generation_stays(tmp_path, prices):
    data = tmp_path / "data"
    call("import", prices, "--data", data)
    call("build", "--data", data)
    (data / "listings" / "retailer=bolt").mkdir()
    (data / "listings" / "retailer=bolt" / "torn.parquet").write_bytes(b"")
    result = call("build", "--data", data)

    assert 1 == result.exit_code
    assert "torn.parquet" in result.output
    assert "The earlier generation stays in place" in result.output
    assert "pricewatch-000001.duckdb" == database.current(data).name


def test_two_builds_at_once_are_refused(tmp_path, prices):
    data = tmp_path / "data"
    call("import", prices, "--data", data)
    with FileLock(data / "build.lock"):
        assert "Another build" in call("build", "--data", data).output
    with FileLock(data / "import.lock"):
        assert "Another import" in call("import", prices, "--data", data).output


def test_a_generation_that_contradicts_itself_is_not_published(given, monkeypatch):
    shop = given("""
        sku | captured_at | price
        1   | 2026-01-01  | 2.00
    """)
    shop.built()
    wrong = models.Model("nothing_is_sold", "select * from offers", "Offers, of which there should be none.")
    monkeypatch.setattr(models, "checks", lambda: [wrong])
    result = call("build", "--data", shop.data)

    assert 1 == result.exit_code
    assert "The check nothing_is_sold found" in result.output
    assert "pricewatch-000001.duckdb" == database.current(shop.data).name


def test_the_same_lake_builds_the_same_file_again(tmp_path, prices):
    data = tmp_path / "data"
    call("import", prices, "--data", data)
    first, second = (build(data, now=datetime(2026, 6, 1, tzinfo=UTC), full=True) for _ in range(2))

    assert first.tables == second.tables
