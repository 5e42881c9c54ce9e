"""`pricewatch import`: every row is kept or rejected with a reason, and nothing is half written."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime

import polars as pl
import pytest

from pricewatch import lake
from pricewatch.build import build
from pricewatch.errors import BadInput
from pricewatch.imports import Options, import_file

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HEAD = "retailer,sku,name,price,currency,captured_at\n"


def bring(tmp_path, text, name="prices.csv", **options):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return import_file(file, tmp_path / "data", Options(**options), now=NOW)


def rejects(tmp_path, imported):
    lines = (tmp_path / "data" / imported.rejects).read_text(encoding="utf-8").splitlines()
    return [(line["file"], line["row"], line["reasons"]) for line in map(json.loads, lines)]


def listings(tmp_path):
    return pl.concat([pl.read_parquet(path) for path in lake.files(tmp_path / "data")])


REJECTED = [
    ("Acme,1,Tea,cheap,EUR,2026-05-01", "price is not a plain number (write 1299.00): 'cheap'"),
    ('Acme,1,Tea,"1.299,00",EUR,2026-05-01', "price is not a plain number (write 1299.00): '1.299,00'"),
    ("Acme,1,Tea,-1.00,EUR,2026-05-01", "price is negative: '-1.00'"),
    ("Acme,1,Tea,1e30,EUR,2026-05-01", "price is not a plain number (write 1299.00): '1e30'"),
    ("Acme,1,Tea,1.00,EUR,2027-05-01", "captured_at lies in the future: '2027-05-01'"),
    ("Acme,1,Tea,1.00,EUR,1026-05-01", "captured_at lies before 1990: '1026-05-01'"),
    ("Acme,1,Tea,1.00,EUR,yesterday", "captured_at is not a date or time: 'yesterday'"),
    ("Acme,1,Tea,1.00,EUR,", "captured_at is not a date or time: ''"),
    ("Acme,1,Tea,1.00,Thaler,2026-05-01", "currency is not a code of ISO 4217: 'Thaler'"),
    ("Acme,nan,,1.00,EUR,2026-05-01", "neither sku nor url nor name: nothing tells the offer"),
    ("Acme,,,1.00,EUR,2026-05-01", "neither sku nor url nor name: nothing tells the offer"),
    (",1,Tea,1.00,EUR,2026-05-01", "no retailer"),
]


@pytest.mark.parametrize(("row", "reason"), REJECTED, ids=[reason[:30] for _, reason in REJECTED])
def test_a_row_that_cannot_be_kept_is_rejected_with_its_file_row_and_reason(tmp_path, row, reason):
    imported = bring(tmp_path, f"{HEAD}Acme,9,Good,1.00,EUR,2026-05-01\n{row}\n")

    assert (2, 1, 1) == (imported.rows, imported.kept, imported.rejected)
    assert [("prices.csv", 2, [reason])] == rejects(tmp_path, imported)


def test_numbers_of_data_frames_are_read_and_their_gaps_are_gaps(tmp_path):
    frame = pl.DataFrame(
        {
            "retailer": ["Acme"] * 4,
            "sku": [1, 2, 3, 4],
            "price": [1.1, float("nan"), None, 0.1 + 0.2],
            "captured_at": [date(2026, 5, 1)] * 4,
        }
    )
    frame.write_parquet(tmp_path / "frame.parquet")
    imported = import_file(tmp_path / "frame.parquet", tmp_path / "data", Options(), now=NOW)

    assert 4 == imported.kept
    assert ["1.1000", None, None, "0.3000"] == [
        None if price is None else str(price) for price in listings(tmp_path).sort("sku")["price"]
    ]


def test_a_day_without_a_time_is_noon_and_times_become_utc(tmp_path):
    bring(
        tmp_path,
        HEAD
        + "Acme,1,Tea,1,EUR,2026-05-01\n"
        + "Acme,2,Tea,1,EUR,2026-05-01T23:30:00+02:00\n"
        + "Acme,3,Tea,1,EUR,2026-05-01 08:15:00\n",
    )

    assert ["2026-05-01 12:00", "2026-05-01 21:30", "2026-05-01 08:15"] == [
        f"{at:%Y-%m-%d %H:%M}" for at in listings(tmp_path).sort("sku")["captured_at"]
    ]


def test_an_amount_beside_the_price_that_cannot_be_right_is_left_out_and_doubted(tmp_path):
    imported = bring(
        tmp_path,
        "retailer,sku,price,unit_price,captured_at\nAcme,1,2.00,-4.00,2026-05-01\nAcme,2,2.00,4.00,2026-05-01\n",
    )

    assert 0 == imported.rejected
    assert [(None, "[\"unit_price is negative: '-4.00'\"]"), (4, None)] == [
        (row["unit_price"], row["doubts"]) for row in listings(tmp_path).sort("sku").to_dicts()
    ]


def test_a_file_imported_before_is_recognised_by_its_content(tmp_path):
    text = f"{HEAD}Acme,1,Tea,1.00,EUR,2026-05-01\n"
    first, second = bring(tmp_path, text), bring(tmp_path, text, name="copy.csv")

    assert (False, True) == (first.again, second.again)
    assert 1 == len(lake.files(tmp_path / "data"))


def test_a_log_torn_by_a_crash_stops_no_later_import(tmp_path):
    bring(tmp_path, f"{HEAD}Acme,1,Tea,1.00,EUR,2026-05-01\n")
    log = tmp_path / "data" / "log" / "imports.ndjson"
    log.write_text(log.read_text(encoding="utf-8") + '{"id": "import-', encoding="utf-8")

    assert not bring(tmp_path, f"{HEAD}Acme,2,Tea,1.00,EUR,2026-05-01\n").again
    assert bring(tmp_path, f"{HEAD}Acme,2,Tea,1.00,EUR,2026-05-01\n").again


def test_unknown_columns_are_named_and_mapped_ones_are_read(tmp_path):
    imported = bring(
        tmp_path,
        "shop,article,amount,day,colour\nAcme,1,1.00,2026-05-01,red\n",
        mapping={"retailer": "shop", "sku": "article", "price": "amount", "captured_at": "day"},
    )

    assert ["colour"] == imported.ignored
    assert ["1"] == listings(tmp_path)["sku"].to_list()


def test_retailers_get_slugs_and_keep_their_names(tmp_path):
    imported = bring(
        tmp_path,
        f"{HEAD}Müller & Söhne,1,Tea,1,EUR,2026-05-01\nКауфланд,1,Tea,1,EUR,2026-05-01\n東急,1,Tea,1,EUR,2026-05-01\n",
    )
    build(tmp_path / "data", now=NOW)

    assert {"muller-sohne", "kaufland", "dongji"} == set(imported.retailers)
    assert ["Müller & Söhne"] == listings(tmp_path).filter(pl.col("retailer").str.starts_with("M"))[
        "retailer"
    ].to_list()


def test_changes_hold_until_the_day_before_the_next_one(tmp_path):
    bring(
        tmp_path,
        f"{HEAD}Acme,1,Tea,1.00,EUR,2026-01-01\nAcme,1,Tea,2.00,EUR,2026-03-01\nAcme,2,Mug,5.00,EUR,2026-04-01\n",
        changes=True,
    )

    assert [date(2026, 2, 28), date(2026, 4, 1), date(2026, 4, 1)] == [
        until.date() for until in listings(tmp_path).sort("sku", "captured_at")["holds_until"]
    ]


UNUSABLE = [
    ("prices.csv", "retailer,sku,captured_at\nAcme,1,2026-05-01\n", "no column for 'price' (--map price=COLUMN)"),
    ("prices.csv", "", "not readable as csv"),
    ("prices.parquet", "PAR1 but torn", "not readable as parquet"),
    ("prices.ndjson", '{"retailer": ', "not readable as ndjson"),
    ("prices.xls", "anything", "write .csv, .ndjson or .parquet"),
]


@pytest.mark.parametrize(("name", "text", "sentence"), UNUSABLE)
def test_a_file_that_cannot_be_used_is_one_sentence_and_leaves_nothing(tmp_path, name, text, sentence):
    with pytest.raises(BadInput) as told:
        bring(tmp_path, text, name=name)

    assert sentence in str(told.value)
    assert [] == [path for path in (tmp_path / "data").rglob("*") if path.is_file() and path.suffix != ".lock"]


def test_a_missing_file_and_a_wrong_map_are_one_sentence(tmp_path):
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        import_file(tmp_path / "none.csv", tmp_path / "data", Options(), now=NOW)
    with pytest.raises(BadInput, match="no column 'betrag'"):
        bring(tmp_path, f"{HEAD}Acme,1,Tea,1.00,EUR,2026-05-01\n", mapping={"price": "betrag"})
    with pytest.raises(BadInput, match="no field 'cost'"):
        bring(tmp_path, f"{HEAD}Acme,1,Tea,1.00,EUR,2026-05-01\n", mapping={"cost": "price"})


def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path):
    rows = "".join(f"Acme,{n},Tea {n * 7919 % 100_003},1.00,EUR,2026-05-01\n" for n in range(50_000))
    file, data = tmp_path / "prices.csv", tmp_path / "data"
    file.write_text(HEAD + rows, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "pricewatch", "import", str(file), "--data", str(data)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (1, 1) == (ran.returncode, len(ran.stderr.strip().splitlines()))
    assert "Nothing of it was kept" in ran.stderr
    assert [] == [path for path in data.rglob("*") if path.is_file() and path.suffix != ".lock"]


def test_a_killed_import_loses_nothing_and_runs_again(tmp_path):
    rows = "".join(f"Acme,{n},Tea {n},1.00,EUR,2026-05-01\n" for n in range(120_000))
    file, data = tmp_path / "prices.csv", tmp_path / "data"
    file.write_text(HEAD + rows, encoding="utf-8")
    command = [sys.executable, "-m", "pricewatch", "import", str(file), "--data", str(data)]
    importer = subprocess.Popen(command)
    while not list((data / "listings").glob(".import-*")) and importer.poll() is None:
        time.sleep(0.005)
    os.kill(importer.pid, signal.SIGKILL)
    importer.wait()

    assert [] == lake.files(data)
    import_file(file, data, Options(), now=NOW)
    assert 120_000 == listings(tmp_path).height
    assert [] == list((data / "listings").glob(".import-*"))
