"""Every pack, code, twin, member price and charge in the demo street's truth is on the shelves, and no other."""

from datetime import timedelta
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from demo_shelves import SEEDS, histories, world

PER = {"g": ("kg", 1000), "ml": ("l", 1000), "pcs": ("piece", 1)}
NOT_DECISIVE = {"weight", "warranty", "maker"}


@pytest.mark.parametrize("seed", SEEDS)
def test_packs_change_where_truth_says(seed):
    changed = set()
    for (shop, sku), history in histories(seed).items():
        for before, day in pairwise(history):
            old, new = history[before], history[day]
            if old.pack != new.pack and "free" not in str(new.pack):
                same = abs(new.price / new.pack.value / (old.price / old.pack.value) - 1) < Decimal("0.006")
                kind = "sharkflation" if new.price > old.price else "shrinkflation"
                changed.add(
                    (shop, sku, day, "nothing" if "free" in str(old.pack) else "proportional" if same else kind)
                )
    in_place = {(t.shop, t.sku, t.day, t.expected) for t in world(seed).truth() if t.rule == "D11" and not t.other_sku}

    assert changed == in_place


@pytest.mark.parametrize("seed", SEEDS)
def test_what_comes_back_under_another_code_is_in_truth(seed):
    late = {
        (shop, sku, min(history))
        for (shop, sku), history in histories(seed).items()
        if min(history) > world(seed).days[0]
    }
    successors = [t for t in world(seed).truth() if t.rule in ("D11", "D12") and t.other_sku]

    assert late == {(t.shop, t.sku, t.day) for t in successors}
    for t in successors:
        old = histories(seed)[t.other_shop, t.other_sku]
        new = histories(seed)[t.shop, t.sku][t.day]
        assert max(old) == t.day - timedelta(1)
        assert old[max(old)].gtin is None or new.gtin != old[max(old)].gtin
        if t.rule == "D12":
            assert (new.price * 100 >= old[max(old)].price * 108) == (t.expected == "increase")


@pytest.mark.parametrize("seed", SEEDS)
def test_prices_per_unit_are_right_but_where_truth_says(seed):
    found = set()
    for (shop, sku), history in histories(seed).items():
        for day, offer in history.items():
            if offer.pack is None:
                continue
            unit, base = PER[offer.pack.unit]
            if offer.pack.value == base and offer.unit_price is None:
                continue  # the price is the price per unit
            right = offer.price * base / offer.pack.value
            if offer.unit_price is None:
                found.add((shop, sku, "missing"))
            elif offer.unit_price[1] != unit:
                found.add((shop, sku, "nonstandard_unit"))
            elif abs(offer.unit_price[0] - right) > Decimal("0.005"):
                found.add((shop, sku, "not_updated_on_promo" if offer.was_price else "wrong"))
            assert day in history

    assert found == {(t.shop, t.sku, t.expected) for t in world(seed).truth() if t.rule == "D10" and t.control == "no"}


def specification(seed, offer):
    """What the page states, in our words and centimetres."""
    ours = {theirs: word for word, theirs in world(seed).shops[offer.shop].calls.items()}
    stated = {ours.get(label, label.lower()): text for label, text in offer.spec.items()}
    return stated | {"height": stated["height"].replace("0 mm", " cm")}


@pytest.mark.parametrize("seed", SEEDS)
def test_mattresses_with_equal_specifications_are_the_twins_of_truth(seed):
    relaunched = {(t.shop, t.sku, t.other_sku) for t in world(seed).truth() if t.rule == "D12"}
    equal, nearly = set(), set()
    latest = {key: history[max(history)] for key, history in histories(seed).items()}
    mattresses = [(key, offer) for key, offer in latest.items() if offer.category == "mattress"]
    for (one, a), (other, b) in combinations(mattresses, 2):
        if a.variant != b.variant or (other[0], other[1], one[1]) in relaunched:
            continue
        mine, theirs = specification(seed, a), specification(seed, b)
        differing = {word for word in mine.keys() | theirs.keys() if mine.get(word) != theirs.get(word)} - NOT_DECISIVE
        if not differing:
            equal.add(frozenset([one, other]))
            assert all(mine[word] == theirs[word] for word in mine.keys() & theirs.keys())
        elif a.product != b.product and len(differing - {"layers"}) <= 1:
            nearly.add(frozenset([one, other]))
    rows = [
        (t.trick, frozenset([(t.shop, t.sku), (t.other_shop, t.other_sku)]))
        for t in world(seed).truth()
        if t.rule == "D14"
    ]

    assert equal == {pair for trick, pair in rows if trick != "near_twin"}
    assert nearly >= {pair for trick, pair in rows if trick == "near_twin"}


@pytest.mark.parametrize("seed", SEEDS)
def test_twins_share_neither_barcode_nor_name_and_openly_sold_ones_both(seed):
    for t in world(seed).truth():
        if t.rule == "D14" and t.expected != "nothing":
            a, b = histories(seed)[t.shop, t.sku][t.day], histories(seed)[t.other_shop, t.other_sku][t.day]
            assert (a.name == b.name) == (t.expected == "same")
            assert (a.gtin is not None and a.gtin == b.gtin) == (t.expected == "same")
            owners = {world(seed).shops[t.shop].owner, world(seed).shops[t.other_shop].owner}
            assert t.expected == "same" or (len(owners) == 1) == (t.trick == "twin_of_one_owner")


@pytest.mark.parametrize("seed", SEEDS)
def test_every_chain_sells_a_mattress_under_a_name_of_its_own(seed):
    chains = {slug for slug, shop in world(seed).shops.items() if shop.mattress_sizes}
    twins = [t for t in world(seed).truth() if t.expected == "twin"]

    assert {t.shop for t in twins} | {t.other_shop for t in twins} == chains
    assert {t.trick for t in twins} == {"twin", "twin_of_one_owner"}


@pytest.mark.parametrize("seed", SEEDS)
def test_member_prices_begin_where_truth_says(seed):
    found = set()
    for (shop, sku), history in histories(seed).items():
        for before, day in pairwise(history):
            if history[day].member_price and not history[before].member_price:
                kept = history[day].price == history[before].price
                found.add((shop, sku, day, "public_price_unchanged" if kept else "public_price_raised"))
                assert history[day].member_price < history[day].price

    assert found == {(t.shop, t.sku, t.day, t.expected) for t in world(seed).truth() if t.rule == "two_price"}


@pytest.mark.parametrize("seed", SEEDS)
def test_hidden_prices_charges_and_introductions_are_in_truth(seed):
    found = set()
    for (shop, sku), history in histories(seed).items():
        for name, is_so in (
            ("access", lambda o: o.hidden),
            ("D6", lambda o: o.charge),
            ("D8", lambda o: o.price_after),
        ):
            if first := min((day for day, offer in history.items() if is_so(offer)), default=None):
                found.add((name, shop, sku, first))
    truth = {(t.rule, t.shop, t.sku, t.day) for t in world(seed).truth() if t.rule in ("access", "D6", "D8")}
    (rise,) = [t for t in world(seed).truth() if t.rule == "D7"]
    plan = histories(seed)[rise.shop, rise.sku]

    assert found == truth
    assert plan[rise.day].charge.amount > plan[rise.day - timedelta(1)].charge.amount
    assert len({offer.price for offer in plan.values()}) == 1
