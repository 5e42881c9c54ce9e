"""What is new is matched against what is known without doing the rest again, and comes out as if all were done anew."""

from itertools import combinations

import polars as pl
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from pricewatch.identity import frozen
from pricewatch.identity.clusters import Limits, cluster
from pricewatch.identity.corpus import corpus, corpus_of
from pricewatch.identity.matcher import scored
from pricewatch.identity.reach import codes, reached
from pricewatch.identity.reading import read
from pricewatch.identity.sameness import Verdicts

LIMITS = Limits(linked=0.80, absent=0.0, largest=1000)
ITEM = {
    "id": pl.Int64, "retailer": pl.String, "name": pl.String, "brand": pl.String, "mpn": pl.String,
    "gtin14": pl.String, "size_text": pl.String, "size_value": pl.Float64, "size_unit": pl.String,
    "pieces": pl.Int64, "condition": pl.String,
}  # fmt: skip
PAIR = {"left_id": pl.Int64, "right_id": pl.Int64, "probability": pl.Float64, "reasons": pl.String}
any_item = st.fixed_dictionaries(
    {
        "retailer": st.sampled_from(["acme", "bolt", "coop", "dela"]),
        "brand": st.sampled_from([None, "Nord"]),
        "mpn": st.sampled_from([None, "NW-1234"]),
        "gtin14": st.sampled_from([None, None, None, "04006381333931", "05000112637922"]),
        "size_value": st.sampled_from([500.0, 1000.0]),
        "size_unit": st.sampled_from(["g", None]),
    }
)


@st.composite
def two_days(draw):
    """Items and pairs of two days; only pairs of items that are new or changed differ."""
    first = draw(st.dictionaries(st.integers(1, 12), any_item, min_size=4, max_size=10))
    second = {number: item for number, item in first.items() if draw(st.integers(0, 7))}
    second |= draw(st.dictionaries(st.integers(1, 14), any_item, max_size=2))
    score = st.sampled_from([None, None, None, 0.5, 0.85, 0.95])
    days = []
    for items in (first, second):
        days.append({pair: draw(score) for pair in combinations(sorted(items), 2)})
    changed = {number for number in second if second[number] != first.get(number)}
    days[1] |= {pair: chance for pair, chance in days[0].items() if pair in days[1] and not changed & set(pair)}
    return [(items_of(items), pairs_of(pairs)) for items, pairs in zip((first, second), days, strict=True)], changed


def items_of(items):
    rows = pl.DataFrame([{"id": number, **item} for number, item in sorted(items.items())], schema=ITEM, orient="row")
    return rows.with_columns(codes=codes(rows))


def pairs_of(chances):
    rows = [(*pair, chance, "alike") for pair, chance in sorted(chances.items()) if chance]
    return pl.DataFrame(rows, schema=PAIR, orient="row")


@settings(max_examples=60, deadline=None)
@drawn(two_days())
def test_clusters_made_anew_where_a_change_reaches_are_those_of_a_full_clustering(days):
    ((items, pairs), (later, later_pairs)), changed = days
    before = items.join(cluster(items, pairs, Verdicts(), LIMITS), on="id")
    likely = pl.col("probability") >= LIMITS.linked
    now = later.with_columns(has_changed=pl.col("id").is_in(list(changed)))
    moves = reached(now, later_pairs.filter(likely), before, pairs.filter(likely))
    moved, rest = later.filter(moves), later.filter(~moves)
    both = pl.col("left_id").is_in(moved["id"].implode()) & pl.col("right_id").is_in(moved["id"].implode())
    anew = cluster(moved, later_pairs.filter(both), Verdicts(), LIMITS)
    stays = before.join(rest, on="id", how="semi").select(anew.columns)
    whole = cluster(later, later_pairs, Verdicts(), LIMITS)

    assert whole.rows() == pl.concat([anew, stays.cast(anew.schema)]).sort("id").rows()


def test_a_change_reaches_no_product_that_nothing_links_to_it():
    items = items_of({n: {"retailer": f"shop {n}", "gtin14": None if n < 3 else "04006381333931"} for n in range(1, 6)})
    before, nothing = items.with_columns(cluster=pl.Series([1, 1, 3, 3, 3])), pairs_of({(1, 2): 0.95})

    for changed, expected in (({1}, [1, 2]), ({4}, [3, 4, 5])):
        now = items.with_columns(has_changed=pl.col("id").is_in(changed))
        assert expected == items.filter(reached(now, nothing, before, nothing))["id"].to_list()


MAKERS = ("Alda", "Borvo", "Cembra", "Dorna", "Elvex", "Fenno", "Gorsa", "Helmi")
THINGS = ("espresso machine", "bread toaster", "garden hose", "cordless drill", "table lamp")


def shelf(*aliens):
    """Forty things at two shops, and what else there is."""
    rows = [
        (
            n,
            "acme" if n < 40 else "bolt",
            f"{MAKERS[n % 8]} {THINGS[n % 40 // 8]} {'black ' * (n >= 40)}{n % 40}X{n % 7}",
        )
        for n in range(80)
    ] + list(aliens)
    return pl.DataFrame(rows, schema=["id", "retailer", "name"], orient="row").with_columns(state=pl.lit(1))


def chances(table):
    return {(left, right): chance for left, right, chance in table.select("left_id", "right_id", "probability").rows()}


def test_items_read_again_from_the_file_are_those_that_were_written(tmp_path):
    frozen.save(read(shelf()), tmp_path / "items.npz")
    again = frozen.read_like(frozen.load(tmp_path / "items.npz"), shelf()[::-1])

    assert chances(scored(shelf())) == pytest.approx(chances(scored(shelf()[::-1], offers=corpus_of(again))), abs=1e-5)
    assert frozen.load(tmp_path / "none.npz") is None
    (tmp_path / "items.npz").write_bytes(b"torn")
    assert frozen.load(tmp_path / "items.npz") is None


def test_an_offer_that_is_like_no_other_changes_no_pair_of_others():
    alien = (99, "acme", "Квітка zzzz 77")
    known = read(shelf())
    with_alien = corpus_of(frozen.read_like(known, shelf(alien)))

    before = chances(scored(shelf(), offers=corpus_of(known)))
    assert before == chances(scored(shelf(alien), offers=with_alien))
    assert before != chances(scored(shelf(alien), offers=corpus(shelf(alien)))), "how rare words are was counted anew"


def test_an_offer_that_was_changed_is_read_anew_and_the_others_are_not():
    known = read(shelf())
    later = shelf().with_columns(name=pl.when(pl.col("id") == 7).then(pl.lit("Tea")).otherwise(pl.lit("other words")))
    later = later.with_columns(state=pl.when(pl.col("id") == 7).then(2).otherwise(1))
    again = frozen.read_like(known, later).texts["plain"].to_list()

    assert "tea" == again[7]
    assert known.texts["plain"].to_list()[8:] == again[8:]
