"""`pricewatch match`: the same product under another name, in any two tables, by words alone."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pricewatch.cli import main
from pricewatch.identity.by_code import Codes
from pricewatch.identity.candidates import nearest, pairs
from pricewatch.identity.corpus import corpus
from pricewatch.identity.evidence import evidence
from pricewatch.identity.matcher import scored
from pricewatch.identity.training import load_sets, train

SHELF = [
    ("a1", "a", "Sony turntable PS-LX350H belt drive"),
    ("a2", "a", "Panasonic KX-TG8232B cordless phone black"),
    ("a3", "a", "Bosch Serie 4 KIR21VS30G fridge white"),
    ("b1", "b", "SONY PSLX350H stereo turntable"),
    ("b2", "b", "Panasonic cordless phone KXTG8232B"),
    ("b3", "b", "Bosch Serie 4 KIR21VS40G fridge white"),
    ("b4", "b", "Garden hose 25 m green"),
]


def table(rows: list[tuple[str, str, str]], **columns: list[object]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=["id", "retailer", "name"], orient="row")
    return frame.with_columns(pl.Series(name, values) for name, values in columns.items())


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["match", *map(str, arguments)])
    return result.exit_code, result.output


def found(tmp_path: Path, frame: pl.DataFrame, *more: object) -> dict[tuple[str, str], float]:
    frame.write_parquet(tmp_path / "offers.parquet")
    code, said = run(tmp_path / "offers.parquet", *more, "--out", tmp_path / "out.parquet")
    assert code == 0, said
    out = pl.read_parquet(tmp_path / "out.parquet")
    assert out.columns == ["left_id", "right_id", "probability", "relation", "reasons"]
    return {(left, right): chance for left, right, chance in out.select("left_id", "right_id", "probability").rows()}


def test_two_shops_names_of_one_product_are_the_same_and_each_pair_says_why(tmp_path: Path) -> None:
    table(SHELF[:3]).drop("retailer").write_csv(tmp_path / "left.csv")
    table(SHELF[3:]).drop("retailer").write_csv(tmp_path / "right.csv")
    code, said = run(tmp_path / "left.csv", tmp_path / "right.csv", "--out", tmp_path / "out.csv")
    assert code == 0, said
    same = pl.read_csv(tmp_path / "out.csv").filter(pl.col("relation") == "same")
    assert set(same.select("left_id", "right_id").rows()) == {("a1", "b1"), ("a2", "b2")}
    assert all(same["reasons"])


def test_pairs_that_are_asked_for_are_answered_in_their_order_however_unlike(tmp_path: Path) -> None:
    asked = pl.DataFrame({"left_id": ["a1", "b4", "a1"], "right_id": ["b4", "a3", "b1"]})
    asked.write_csv(tmp_path / "pairs.csv")
    answers = found(tmp_path, table(SHELF), "--pairs", tmp_path / "pairs.csv")
    assert list(answers) == asked.rows()
    assert answers["a1", "b4"] < 0.05
    assert answers["a1", "b1"] > 0.2


def test_one_barcode_joins_what_words_part_and_two_barcodes_part_what_words_join(tmp_path: Path) -> None:
    rows = [("1", "a", "Sea breeze"), ("2", "b", "Ocean dream"), ("3", "a", "Cola 1 l"), ("4", "b", "Cola 1 l")]
    codes = ["4006381333931", "4006381333931", "5449000000996", "5449000054227"]
    pl.DataFrame({"left_id": ["1", "3"], "right_id": ["2", "4"]}).write_csv(tmp_path / "pairs.csv")
    answers = found(tmp_path, table(rows, gtin=codes), "--pairs", tmp_path / "pairs.csv")
    assert answers == {("1", "2"): 1.0, ("3", "4"): 0.0}


def test_one_barcode_or_makers_number_joins_offers_that_no_word_does(tmp_path: Path) -> None:
    rows = [("1", "a", "Sea breeze"), ("2", "b", "Ocean dream"), ("3", "a", "Drill"), ("4", "b", "Bohrer")]
    rows += [("5", "a", "Ale 500 ml"), ("6", "b", "Kiste 12 l")]
    codes = ["4006381333931", "4006381333931", None, None, "5449000000996", "5449000000996"]
    numbers = [None, None, "GSR-12V", "gsr12v", None, None]
    brands = [None, None, "Bosch", "BOSCH", None, None]
    assert found(tmp_path, table(rows, gtin=codes, mpn=numbers, brand=brands)) == {("1", "2"): 1.0, ("3", "4"): 1.0}


def test_a_barcode_of_thousands_of_offers_costs_no_square() -> None:
    for count in (500, 1000):
        rows = [(str(n), str(n), f"thing {n}") for n in range(count)]
        assert len(list(Codes(table(rows, gtin=["4006381333931"] * count)).pairs())) <= 12 * count


def test_price_is_no_evidence(tmp_path: Path) -> None:
    plain = found(tmp_path, table(SHELF))
    assert plain == found(tmp_path, table(SHELF, price=[str(number * 97) for number in range(len(SHELF))]))


@given(st.permutations(range(len(SHELF))))
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    ids = pl.Series("id", range(len(SHELF)), dtype=pl.Int64)
    shelf = table(SHELF).with_columns(ids)
    one, other = scored(shelf[order]), scored(shelf)
    assert one.select("left_id", "right_id").rows() == other.select("left_id", "right_id").rows()
    assert one["probability"].to_list() == pytest.approx(other["probability"].to_list(), abs=1e-5)


NAMES = st.lists(st.text(max_size=60), min_size=2, max_size=8)


@given(NAMES)
@settings(max_examples=40, deadline=None)
def test_evidence_is_the_same_from_either_side(names: list[str]) -> None:
    offers = corpus(table([(str(n), "ab"[n % 2], name) for n, name in enumerate(names)]))
    left, right = np.triu_indices(len(names), 1)
    near = nearest(offers, np.arange(len(names)))
    one, other = evidence(offers, left, right, near), evidence(offers, right, left, near)
    assert all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)


ODD = [
    "",
    " ",
    "x",
    "🙂",
    "🙂🙂 👍",
    "n" * 5000,
    "madrac " * 900,
    "日本語の商品名",
    "שמיכה 100 גרם",
    "\x00\x01",
    "100 g",
    "50% 50%",
]


def test_odd_names_are_scored_without_a_link_that_nothing_speaks_for(tmp_path: Path) -> None:
    rows = [(f"{shop}{n}", shop, name) for shop in "ab" for n, name in enumerate(ODD)]
    linked = [pair for pair, chance in found(tmp_path, table(rows)).items() if chance >= 0.5]
    assert all(left[1:] == right[1:] for left, right in linked)
    assert ("a0", "b0") not in linked


def test_ten_thousand_offers_of_one_name_cost_no_more_pairs_than_the_bound() -> None:
    offers = corpus(table([(str(n), str(n % 2), "Cola 1 l") for n in range(10_000)]))
    left, _ = pairs(offers, nearest(offers, np.arange(10_000)))
    assert len(left) <= 10_000 * 12


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"name": ["x"]}, "has no column id"),
        ({"id": ["1", "1"], "name": ["x", "y"]}, "Every offer needs an id of its own; '1' stands on 2 rows."),
    ],
)
def test_a_table_that_cannot_be_matched_is_refused_in_a_sentence(
    tmp_path: Path, columns: dict[str, list[str]], sentence: str
) -> None:
    pl.DataFrame(columns).write_csv(tmp_path / "offers.csv")
    code, said = run(tmp_path / "offers.csv", "--out", tmp_path / "out.csv")
    assert (code, sentence in said) == (1, True), said
    assert not (tmp_path / "out.csv").exists()


def test_a_pair_of_an_unknown_id_and_a_file_that_is_no_matcher_are_refused_in_a_sentence(tmp_path: Path) -> None:
    table(SHELF).write_csv(tmp_path / "offers.csv")
    (tmp_path / "pairs.csv").write_text("left_id,right_id\na1,nobody\n")
    code, said = run(tmp_path / "offers.csv", "--pairs", tmp_path / "pairs.csv", "--out", tmp_path / "out.csv")
    assert (code, "'nobody', which is no id" in said) == (1, True), said
    code, said = run(tmp_path / "offers.csv", "--model", tmp_path / "pairs.csv", "--out", tmp_path / "out.csv")
    assert (code, "is no matcher" in said) == (1, True), said


def test_an_empty_table_has_no_pairs(tmp_path: Path) -> None:
    (tmp_path / "offers.csv").write_text("id,name\n")
    code, said = run(tmp_path / "offers.csv", "--out", tmp_path / "out.csv")
    assert (code, said) == (0, f"0 pairs in {tmp_path / 'out.csv'}, 0 of them the same.\n")


def labelled_set(folder: Path, kinds: int = 60) -> Path:
    """An invented set: two shops, colours that tell products apart, and half of the pairs the same."""
    folder.mkdir(parents=True)
    rows = [
        (
            f"{shop}{n}",
            shop,
            f"{'Lamp' if shop == 'a' else 'Table lamp'} Lumo {n % 20} {'black' if n % 2 else 'white'} L{n:03}X",
        )
        for shop in "ab"
        for n in range(kinds)
    ]
    table(rows).write_parquet(folder / "records.parquet")
    labels = [(f"a{n}", f"b{m % kinds}", int(n == m)) for n in range(kinds) for m in (n, n + 1, n + 20)]
    pl.DataFrame(labels, schema=["left_id", "right_id", "label"], orient="row").write_parquet(
        folder / "pairs_train.parquet"
    )
    return folder


def test_training_twice_gives_the_same_file_and_reads_no_set_that_is_left_out(tmp_path: Path) -> None:
    labelled_set(tmp_path / "sets" / "lamps")
    (labelled_set(tmp_path / "sets" / "broken") / "records.parquet").write_bytes(b"nothing")
    for name in ("one", "two"):
        train(load_sets(tmp_path / "sets", without="broken")).save(tmp_path / f"{name}.txt")
    assert (tmp_path / "one.txt").read_bytes() == (tmp_path / "two.txt").read_bytes()
    assert '"fitted_to": [\n   "lamps"\n  ]' in (tmp_path / "one.txt").read_text(encoding="utf-8")


def test_a_user_s_own_labels_teach(tmp_path: Path) -> None:
    folder = labelled_set(tmp_path / "lamps")
    offers, labels = pl.read_parquet(folder / "records.parquet"), pl.read_parquet(folder / "pairs_train.parquet")
    answers = found(
        tmp_path, offers, "--train", folder / "pairs_train.parquet", "--pairs", folder / "pairs_train.parquet"
    )
    right = [(answers[left, other] >= 0.5) == bool(label) for left, other, label in labels.rows()]
    assert sum(right) / len(right) > 0.95
