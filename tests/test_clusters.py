"""Items become products by what they share for sure, then by how alike they are; never against a veto."""

import random
import time
from dataclasses import replace
from itertools import combinations

import polars as pl
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from pricewatch.identity.clusters import Limits, cluster
from pricewatch.identity.sameness import Verdicts
from pricewatch.identity.vetoes import known, veto

ITEM = {
    "id": pl.Int64, "retailer": pl.String, "name": pl.String, "brand": pl.String, "mpn": pl.String,
    "gtin14": pl.String, "size_text": pl.String, "size_value": pl.Decimal(18, 4), "size_unit": pl.String,
    "pieces": pl.Int64, "condition": pl.String,
}  # fmt: skip
PAIR = {"left_id": pl.Int64, "right_id": pl.Int64, "probability": pl.Float64, "reasons": pl.String}
LIMITS = Limits(linked=0.80, absent=0.0, largest=1000)
TEA, COFFEE = "04006381333931", "05000112637922"


def items_of(*rows):
    """Items with ids 1, 2 ..., each at a shop of its own unless it says which."""
    return pl.DataFrame(
        [{"id": n, "retailer": f"shop {n}", **row} for n, row in enumerate(rows, 1)], schema=ITEM, orient="row"
    )


def pairs_of(*rows):
    return pl.DataFrame([(*row, "names agree") for row in rows], schema=PAIR, orient="row")


def products(items, pairs=(), verdicts=None, **limits):
    """The items of each product of several."""
    got = cluster(items, pairs_of(*pairs), verdicts or Verdicts(), replace(LIMITS, **limits))
    return [ids for ids in got.group_by("cluster").agg("id").sort("cluster")["id"].to_list() if len(ids) > 1]


def test_a_likely_pair_is_one_product_and_a_less_likely_one_is_not():
    assert [[1, 2]] == products(items_of({}, {}, {}), [(1, 2, 0.80), (2, 3, 0.79)])


def test_a_chain_of_likely_pairs_is_no_product():
    assert [[1, 2]] == products(items_of({}, {}, {}), [(1, 2, 0.95), (2, 3, 0.90)])
    assert [[1, 2, 3]] == products(items_of({}, {}, {}), [(1, 2, 0.95), (2, 3, 0.90), (1, 3, 0.80)])


def test_a_pair_that_was_not_scored_counts_as_the_parameter_says():
    chain = [(1, 2, 0.95), (2, 3, 0.95)]

    assert [[1, 2, 3]] == products(items_of({}, {}, {}), chain, absent=0.7)
    assert [[1, 2]] == products(items_of({}, {}, {}), chain, absent=0.6)


def test_the_likeliest_pair_goes_first():
    one_shop = {"retailer": "acme"}

    assert [[1, 3]] == products(items_of(one_shop, one_shop, {}), [(1, 3, 0.95), (2, 3, 0.90)])


def test_items_with_one_gtin_are_one_product_without_being_alike():
    assert [[1, 3]] == products(items_of({"gtin14": TEA}, {}, {"gtin14": TEA}))


def test_items_with_one_gtin_are_one_witness_with_the_mean_of_their_pairs():
    two = ({"gtin14": TEA}, {"gtin14": TEA})

    assert [[1, 2, 3]] == products(items_of(*two, {}), [(1, 3, 0.85)])
    assert [[1, 2]] == products(items_of(*two, {}), [(1, 3, 0.85), (2, 3, 0.5)])


def test_another_gtin_forbids_a_product_also_through_a_third_item():
    coffee = items_of({"gtin14": TEA}, {}, {"gtin14": COFFEE})

    assert [[1, 2]] == products(coffee, [(1, 2, 0.99), (2, 3, 0.98), (1, 3, 1.0)])


def test_a_case_and_its_bottle_under_one_gtin_are_two_products():
    bottle = {"gtin14": TEA, "size_value": 330, "size_unit": "ml", "size_text": "330 ml", "pieces": 1}
    case = {**bottle, "size_value": 1980, "size_text": "6 x 330 ml", "pieces": 6}

    assert [[1, 2, 5], [3, 4]] == products(items_of(bottle, bottle, case, case, {"gtin14": TEA}))


def test_one_gtin_holds_where_shops_round_or_mistake_a_size():
    size = {"gtin14": TEA, "size_unit": "g"}

    assert [[1, 2, 3]] == products(items_of(*({**size, "size_value": value} for value in (450, 500, 480))))


def test_one_brand_and_makers_number_at_two_shops_is_one_product():
    drill = {"brand": "Bösch", "mpn": "GSR-12V"}

    assert [[1, 2]] == products(items_of(drill, {"brand": "BOSCH", "mpn": "gsr 12v"}, {**drill, "mpn": "GSR-18V"}))


def test_a_makers_number_proves_nothing_where_it_is_a_word_short_or_contradicted():
    drill = {"brand": "Bosch", "mpn": "GSR-12V"}

    assert [] == products(items_of({"brand": "Bosch", "mpn": "Classic"}, {"brand": "Bosch", "mpn": "Classic"}))
    assert [] == products(items_of({"brand": "Bosch", "mpn": "12V"}, {"brand": "Bosch", "mpn": "12V"}))
    assert [] == products(items_of({"mpn": "GSR-12V"}, {"mpn": "GSR-12V"}))
    assert [] == products(items_of({**drill, "retailer": "acme"}, {**drill, "retailer": "acme"}))
    assert [] == products(items_of({**drill, "gtin14": TEA}, {**drill, "gtin14": COFFEE}))


def veto_of(one, other):
    return veto(*known(items_of(one, other)))


def test_sizes_counts_and_conditions_forbid_a_product():
    gram = {"size_unit": "g", "size_value": 500, "size_text": "500 g"}

    assert veto_of(gram, {**gram, "size_value": 490}) is None
    assert "another size" == veto_of(gram, {**gram, "size_value": 480})
    assert veto_of(gram, {**gram, "size_value": 450, "size_text": "ca. 450 g"}) is None
    assert veto_of(gram, {**gram, "size_value": 450, "size_text": None, "name": "Ham approx. 450 g"}) is None
    assert "another size" == veto_of(gram, {**gram, "size_unit": "ml"})
    assert veto_of(gram, {"size_unit": "piece", "size_value": 20, "pieces": 20}) is None
    assert veto_of({"size_unit": "piece", "size_value": 1}, {"size_unit": "piece", "size_value": 20}) is None
    assert "another count" == veto_of({**gram, "pieces": 10}, {**gram, "pieces": 5})
    assert veto_of({**gram, "pieces": 10}, {**gram, "pieces": 1}) is None
    assert "another condition" == veto_of({"condition": "UsedCondition"}, {})
    assert veto_of({"condition": "new"}, {}) is None


def test_two_items_of_one_shop_are_two_products_unless_they_share_a_gtin():
    one_shop = {"retailer": "acme"}

    assert "two items of one shop" == veto_of(one_shop, one_shop)
    assert "two items of one shop" == veto_of({**one_shop, "gtin14": TEA}, one_shop)
    assert veto_of({**one_shop, "gtin14": TEA}, {**one_shop, "gtin14": TEA}) is None


def test_people_override_codes_and_likeness():
    tea, coffee = {"gtin14": TEA}, {"gtin14": COFFEE}

    assert [[1, 2]] == products(items_of(tea, coffee), verdicts=Verdicts(same={(1, 2): "decided by Ada"}))
    assert [[1, 3]] == products(items_of(tea, tea, tea), verdicts=Verdicts(different={(1, 2): "decided by Ada"}))
    assert [] == products(items_of({}, {}), [(1, 2, 1.0)], Verdicts(different={(1, 2): "decided by Ada"}))
    assert [[1, 3]] == products(items_of(tea, tea, tea), [(1, 2, 1.0)], Verdicts(apart={2: "decided by Ada"}))


def test_every_item_says_how_likely_it_belongs_to_its_product_and_why():
    items = items_of({"gtin14": TEA}, {"gtin14": TEA}, {}, {})
    got = cluster(items, pairs_of((1, 3, 0.9), (2, 3, 0.8)), Verdicts(), LIMITS)

    assert [
        (1, 1, 1.0, f"same GTIN {TEA}; names agree"),
        (2, 1, 1.0, f"same GTIN {TEA}; names agree"),
        (3, 1, 0.85, "names agree"),
        (4, 4, 1.0, None),
    ] == got.select("id", "cluster", "probability", "reason").rows()


def test_a_name_that_thousands_of_items_bear_links_none_of_them_and_takes_no_time():
    count, best = 10_000, 20
    items = items_of(*({"retailer": f"shop {n % 5}"} for n in range(count)))
    pairs = [(n, n + step, 0.97) for n in range(1, count - best) for step in range(1, best + 1)]
    began = time.process_time()

    assert [] == products(items, pairs)
    assert 10 > time.process_time() - began


def test_a_component_too_large_is_cut_where_pairs_are_less_likely():
    chains = [(n, n + 1, 0.99 if n % 2 else 0.85) for n in range(1, 40)]

    assert [[n, n + 1] for n in range(1, 40, 2)] == products(items_of(*[{}] * 40), chains, largest=10)


def test_thirty_thousand_items_take_seconds():
    draw = random.Random(7)
    items = items_of(*({"retailer": f"shop {n % 10}", "name": "x"} for n in range(30_000)))
    pairs = [
        (ten + one, ten + other, draw.betavariate(4, 1))
        for ten in range(1, 30_000, 10)
        for one, other in combinations(range(10), 2)
    ]
    scored = pairs_of(*pairs)
    began = time.process_time()
    got = cluster(items, scored, Verdicts(), LIMITS)

    assert 30_000 == len(got)
    assert 8 > time.process_time() - began


any_item = st.fixed_dictionaries(
    {
        "retailer": st.sampled_from(["acme", "bolt", "coop", "dyno"]),
        "gtin14": st.sampled_from([None, None, TEA, COFFEE]),
        "brand": st.sampled_from([None, "Bosch"]),
        "mpn": st.sampled_from([None, "GSR-12V"]),
        "size_value": st.sampled_from([None, 500, 490, 480, 1000]),
        "size_unit": st.sampled_from(["g", "ml", "piece"]),
        "size_text": st.sampled_from([None, "ca. 500 g"]),
        "pieces": st.sampled_from([None, 1, 5, 10]),
        "condition": st.sampled_from([None, "used"]),
    }
).map(lambda item: item if item["size_value"] else {**item, "size_unit": None, "pieces": None})


@st.composite
def streets(draw):
    """Items, pairs of them, and what people decided."""
    items = draw(st.lists(any_item, min_size=2, max_size=8))
    both = list(combinations(range(1, len(items) + 1), 2))
    scores = draw(st.lists(st.integers(35, 100), min_size=len(both), max_size=len(both)))
    scored = draw(st.lists(st.booleans(), min_size=len(both), max_size=len(both)))
    pairs = [(*pair, score / 100) for pair, score, is_scored in zip(both, scores, scored, strict=True) if is_scored]
    different = draw(st.lists(st.sampled_from(both), max_size=2))
    apart = draw(st.lists(st.integers(1, len(items)), max_size=1))
    return items, pairs, Verdicts(different=dict.fromkeys(different, "Ada"), apart=dict.fromkeys(apart, "Ada"))


@settings(max_examples=50, deadline=None)
@drawn(streets())
def test_the_model_overrules_no_veto(street):
    items, pairs, verdicts = street
    table = items_of(*items)
    sure = {frozenset(pair) for ids in products(table, [], verdicts) for pair in combinations(ids, 2)}
    facts = {one.members[0]: one for one in known(table)}

    for ids in products(table, pairs, verdicts):
        for one, other in combinations(ids, 2):
            assert (one, other) not in verdicts.different
            assert one not in verdicts.apart and other not in verdicts.apart
            assert {one, other} in sure or veto(facts[one], facts[other]) is None


@settings(max_examples=40, deadline=None)
@drawn(streets(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(street, shuffle):
    items, pairs, verdicts = street
    table, scored = items_of(*items), pairs_of(*pairs)
    rows, links = list(range(len(items))), list(range(len(pairs)))
    shuffle.shuffle(rows)
    shuffle.shuffle(links)

    assert cluster(table, scored, verdicts, LIMITS).equals(cluster(table[rows], scored[links], verdicts, LIMITS))


@settings(max_examples=40, deadline=None)
@drawn(streets())
def test_products_of_several_are_likely_in_the_mean(street):
    items, pairs, verdicts = street
    got = cluster(items_of(*items), pairs_of(*pairs), verdicts, LIMITS)

    assert items and got["probability"].is_between(0, 1).all()
    assert got["id"].to_list() == list(range(1, len(items) + 1))
