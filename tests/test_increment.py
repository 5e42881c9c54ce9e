"""An increment equals a rebuild, whatever the order in which files come."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Given
from hypothesis import Phase, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from pricewatch import database, lake
from pricewatch.build import MATCHING, build, method_of
from pricewatch.listing import Listing
from pricewatch.retailer import facts_file

NOW = datetime(2026, 12, 31, tzinfo=UTC)
START = datetime(2026, 1, 1, 12, tzinfo=UTC)
OUR_OWN = {"meta", "lake_files"}

listing = st.builds(
    lambda shop, sku, day, price, was, name, availability: Listing(
        retailer=shop,
        sku=sku,
        name=name,
        price=None if price is None else Decimal(price),
        was_price=None if was is None else Decimal(was),
        currency="EUR",
        country="DE",
        availability=availability,
        gtin="4006381333931" if sku == "1" else None,
        captured_at=START + timedelta(days=day),
    ),
    shop=st.sampled_from(["acme", "bolt", "coop", "dora"]),
    sku=st.sampled_from(["1", "2", None]),
    day=st.integers(0, 25),
    price=st.sampled_from([None, "1.00", "1.50", "2.00"]),
    was=st.sampled_from([None, "2.50"]),
    name=st.sampled_from(["Tea 100 g", "Tea 90 g"]),
    availability=st.sampled_from([None, "out_of_stock"]),
)
files = st.lists(st.lists(listing, min_size=4, max_size=30), min_size=2, max_size=3)


def tables(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table of the current generation, sorted, but for what tells when and from what it was made."""
    con = database.connect(database.current(data))
    names = [row[0] for row in con.execute("select table_name from duckdb_tables()").fetchall()]
    return {name: con.execute(f"select * from {name} order by all").fetchall() for name in names if name not in OUR_OWN}


@settings(max_examples=3, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@drawn(files)
def test_an_increment_equals_a_rebuild_with_late_and_disputed_listings(runs):
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        for number, listings in enumerate(runs):
            for shop in {listing.retailer for listing in listings}:
                lake.write(data, str(shop), f"run-{number}", [one for one in listings if one.retailer == shop])
            built = build(data, now=NOW)

        assert not built.full
        step_by_step = tables(data)
        assert build(data, now=NOW, full=True).full
        assert step_by_step == tables(data)


FIRST = """
    retailer | sku | captured_at            | price
    acme     | 1   | 2026-01-01             | 1.00
    acme     | 1   | 2026-01-02             | 1.00
    acme     | 1   | 2026-01-02             | 2.00
    acme     | 2   | 2026-01-02             | 1.00
    acme     | 2   | 2026-01-02             | 2.00
    bolt     | 1   | 2026-01-01             | 1.00
    calm     | 1   | 2026-01-01..2026-01-09 | 2.00
"""
THEN = """
    retailer | sku | captured_at | price
    acme     | 1   | 2026-01-02  | 2.00
    acme     | 1   | 2026-01-03  | 2.00
    acme     | 2   | 2026-01-02  | 2.00
    bolt     | 1   | 2026-01-02  | 1.00
    bolt     | 1   | 2026-01-02  | 2.00
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Two runs, built one by one; the tables of that, and the database of a rebuild."""
    shop = Given(tmp_path_factory.mktemp("grown") / "data").seen(FIRST)
    shop.built().close()
    shop.seen(THEN).built().close()
    step_by_step = tables(shop.data)
    shop.database = shop.built(full=True)
    return shop, step_by_step


@pytest.fixture
def shop(built, tmp_path):
    """The same, for a test that goes on from there."""
    return built[0].copied(tmp_path / "data")


def test_an_instant_that_was_disputed_stays_disputed_in_an_increment(built):
    shop, step_by_step = built

    assert step_by_step == tables(shop.data)
    spells = (
        "select seen_from from price_spells where offer_id in (select offer_id from offers where retailer = 'acme')"
    )
    assert ["2026-01-01", "2026-01-03"] == sorted(str(row["seen_from"]) for row in shop.rows(spells))


def test_an_offer_stays_known_when_all_that_is_new_of_it_is_disputed(built):
    shop, step_by_step = built

    assert step_by_step == tables(shop.data)
    assert ["1"] == [row["sku"] for row in shop.rows("select sku from offers where retailer = 'bolt'")]


def test_a_build_of_nothing_new_changes_nothing(shop):
    before = tables(shop.data)

    assert 0 == build(shop.data, now=NOW).new_files
    assert before == tables(shop.data)


def test_a_lake_file_that_disappears_means_a_rebuild_without_it(shop):
    (lake_file,) = (path for path in lake.files(shop.data) if "retailer=calm" in str(path))
    lake_file.unlink()

    assert build(shop.data, now=NOW).full
    shop.database = database.connect(database.current(shop.data))
    assert ["acme", "bolt"] == [row["retailer"] for row in shop.rows("select retailer from offers order by 1")]


def test_another_list_of_words_means_a_rebuild(shop, tmp_path, monkeypatch):
    copied_to(tmp_path / "identity", monkeypatch)
    extend(tmp_path / "identity" / "variant_words.csv")

    assert build(shop.data, now=NOW).full


@pytest.mark.parametrize("file", ["variant_words.csv", "matcher.txt"])
def test_the_matcher_and_the_words_that_it_knows_are_part_of_the_method(tmp_path, monkeypatch, file):
    copied_to(tmp_path / "identity", monkeypatch)
    before = method_of(tmp_path)
    extend(tmp_path / "identity" / file)

    assert before != method_of(tmp_path)


@pytest.mark.parametrize("file", ["schemas/mattress.toml", "schemas/_words.toml", "categories.csv", "launch_words.csv"])
def test_lists_of_facts_are_part_of_the_method(tmp_path, file):
    part = file.partition("/")[0]
    (shutil.copytree if part == "schemas" else shutil.copy)(facts_file(part, tmp_path), tmp_path / part)
    before = method_of(tmp_path)
    extend(tmp_path / file)

    assert before != method_of(tmp_path)


def copied_to(folder, monkeypatch):
    """The matcher's files in another place."""
    shutil.copytree(MATCHING, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr("pricewatch.build.MATCHING", folder)


def extend(path):
    """One more line."""
    with path.open("a", encoding="utf-8") as lines:
        lines.write("\n")


def test_only_the_last_seven_generations_are_kept(shop):
    last = database.current(shop.data)
    for number in range(4, 9):
        shutil.copy(last, last.with_name(f"pricewatch-{number:06}.duckdb"))
    build(shop.data, now=NOW)

    assert [3, 4, 5, 6, 7, 8, 9] == [number for number, _ in database.generations(shop.data)]
    assert "pricewatch-000009.duckdb" == database.current(shop.data).name


def test_a_killed_build_leaves_the_old_generation_and_the_next_build_its_place(given, tmp_path):
    rows = "\n".join(f"{sku} | 2026-01-01..2026-03-31 | {sku}.00" for sku in range(1, 100))
    shop = given(f"sku | captured_at | price\n{rows}")
    shop.built()
    shop.seen(f"sku | captured_at | price\n{rows.replace('2026-01-01..2026-03-31', '2026-04-01..2026-06-30')}")
    old = database.current(shop.data)
    builder = subprocess.Popen([sys.executable, "-m", "pricewatch", "build", "--data", str(shop.data)])
    while not list((shop.data / "generations").glob("*.tmp")) and builder.poll() is None:
        time.sleep(0.005)
    os.kill(builder.pid, signal.SIGKILL)
    builder.wait()

    assert old == database.current(shop.data)
    assert [99] == [row["n"] for row in database.connect(old).sql("select count(*) n from offers").pl().to_dicts()]
    assert 2 == build(shop.data, now=NOW).generation
    assert [] == [path for path in (shop.data / "generations").iterdir() if path.suffix not in (".duckdb", ".npz")]
