"""The self-audit: a seeded sample of findings and clears, and the error rate of the filled sheet."""

import csv
import io

import pytest
from click.testing import CliRunner
from conftest import Given

from pricewatch.cli import main

CLAIM = """
    {sku} | 2026-01-01..2026-02-20 | 10.00 |
    {sku} | 2026-02-21..2026-02-25 | {price} | {was}"""
HEAD = "sku | captured_at | price | was_price"
WRONG = {"violates": ("10.00", "20.00"), "consistent": ("8.00", "10.00")}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    claims = [CLAIM.format(sku=f"{sku} {verdict}", price=price, was=was)
              for verdict, (price, was) in WRONG.items() for sku in range(1, 6)]  # fmt: skip
    shop = Given(tmp_path_factory.mktemp("audited")).seen(HEAD + "".join(claims))
    shop.built()
    return shop.data


def call(*args):
    return CliRunner().invoke(main, ["audit", "--self", *map(str, args)])


def drawn(data, *args):
    return list(csv.DictReader(io.StringIO(call(*args, "--data", data).output)))


def test_a_sample_holds_findings_and_clears_alike(data):
    assert ["consistent", "consistent", "violates", "violates"] == [row["verdict"] for row in drawn(data, "--size", 4)]


def test_one_seed_draws_one_sample_and_another_seed_another(data):
    samples = [[row["finding_id"] for row in drawn(data, "--size", 4, "--seed", seed)] for seed in (1, 1, 2, 3)]

    assert samples[0] == samples[1]
    assert len({tuple(sample) for sample in samples}) > 1


def test_a_row_holds_what_a_person_needs_to_decide(data):
    row = next(row for row in drawn(data) if row["verdict"] == "violates")

    assert "does not pass the 30-day prior price test" in row["sentence"]
    assert row["history"].startswith("2026-01-01..2026-02-20 10.00")
    assert "was 20.00" in row["history"]
    assert ("", "") == (row["right"], row["why"])


def filled(tmp_path, data, answers):
    sheet = tmp_path / "sheet.csv"
    assert "10 findings and clears drawn with seed 1" in call("--out", sheet, "--data", data).output
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8"))))
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {"right": answer} for row, answer in zip(rows, answers, strict=True))
    return sheet


def test_the_filled_sheet_gives_error_rates_with_their_interval(tmp_path, data):
    sheet = filled(tmp_path, data, ["yes"] * 5 + ["no", "YES ", "yes", "yes", "undecidable"])

    assert [
        "D1: 1 of 9 wrong, 11.1 % (95 % interval 2.0 to 43.5 %), 1 undecidable.",
        "findings: 1 of 4 wrong, 25.0 % (95 % interval 4.6 to 69.9 %), 1 undecidable.",
        "clears: 0 of 5 wrong, 0.0 % (95 % interval 0.0 to 43.4 %), 0 undecidable.",
        "all: 1 of 9 wrong, 11.1 % (95 % interval 2.0 to 43.5 %), 1 undecidable.",
    ] == call("--read", sheet).output.splitlines()


SHEETS = {
    "an answer of another kind": (
        b"finding_id,rule_id,verdict,right\na,D1,violates,maybe\n",
        "Write yes, no or undecid",
    ),
    "no answer": (b"finding_id,rule_id,verdict,right\na,D1,violates,\n", "1 of 1 rows have no answer"),
    "a short row": (b"finding_id,rule_id,verdict,right\na,D1\n", "1 of 1 rows have no answer"),
    "a finding twice": (b"finding_id,rule_id,verdict,right\n" + b"a,D1,violates,no\n" * 2, "holds a finding twice"),
    "another table": (b"name,price\ntea,1\n", "lacks finding_id, rule_id, verdict, right"),
    "no rows": (b"finding_id,rule_id,verdict,right\n", "has no rows"),
    "nothing": (b"", "has no rows"),
    "a workbook": (b"PK\x03\x04\xff\xfe", "is not readable as CSV"),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_bad_sheet_is_one_sentence(tmp_path, name):
    content, sentence = SHEETS[name]
    (tmp_path / "sheet.csv").write_bytes(content)
    result = call("--read", tmp_path / "sheet.csv")

    assert (1, 1) == (result.exit_code, len(result.output.splitlines()))
    assert sentence in result.output


def test_a_sheet_that_a_spreadsheet_saved_with_semicolons_is_read(tmp_path):
    (tmp_path / "sheet.csv").write_bytes("\ufefffinding_id;rule_id;verdict;right\na;D2;violates;yes\n".encode())

    assert "D2: 0 of 1 wrong" in call("--read", tmp_path / "sheet.csv").output


def test_where_nothing_was_decided_there_is_nothing_to_review(given):
    shop = given("sku | captured_at | price\n1 | 2026-01-01 | 1.00")
    shop.built()

    assert "There is nothing to review" in call("--data", shop.data).output
