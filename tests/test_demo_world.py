"""The demo street's world: it is a function of seed, shop and day, and every row of truth is really on the shelves.

The rules are computed here a second time, plainly, from what the shops show day by day.
"""

import csv
import subprocess
import sys
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from functools import cache
from itertools import combinations, pairwise

import pytest
from stdnum import ean

from pricewatch.demo.world import draw

SEEDS = [None, 1, 2, 3, 4, 5]
HALF_PERCENT = Decimal("0.005")
PER = {"g": ("kg", 1000), "ml": ("l", 1000), "pcs": ("piece", 1)}
NOT_DECISIVE = {"weight", "warranty", "maker"}


@cache
def world(seed):
    return draw(seed)


@cache
def histories(seed):
    """(shop, sku) -> {day: offer}, for every day on which the shop shows it."""
    found = defaultdict(dict)
    for shop in world(seed).shops:
        for day in world(seed).days:
            for offer in world(seed).offers(shop, day):
                found[shop, offer.sku][day] = offer
    return dict(found)


def said(seed, rule, *outcomes):
    """(shop, sku, day) of the truth's rows with that rule and one of these outcomes."""
    return {(t.shop, t.sku, t.day) for t in world(seed).truth() if t.rule == rule and t.expected in outcomes}


def claims(seed):
    """(shop, sku, day, offer, history) wherever a shop begins to announce a reduction of its own price."""
    for (shop, sku), history in histories(seed).items():
        for before, day in pairwise(history):
            now, then = history[day], history[before]
            if now.was_kind == "own_prior" and then.was_kind is None:
                yield shop, sku, day, now, history


def lowest(history, day):
    return min(history[day - timedelta(n)].price for n in range(1, 31) if day - timedelta(n) in history)


@cache
def hikes(seed):
    """(shop, sku, day) -> percent: rises of 5 % or more over the 91 days before, of what has been sold that long."""
    found = {}
    for (shop, sku), history in histories(seed).items():
        for before, day in pairwise(history):
            price, known = history[day].price, day - min(history)
            if price <= history[before].price or known < timedelta(91):
                continue
            high = max(history[day - timedelta(n)].price for n in range(1, 92))
            if price * 100 >= high * 105:
                found[shop, sku, day] = price * 100 / high - 100
    return found


def art_6a(offer, low):
    if offer.price > low * (1 + HALF_PERCENT):
        return "increase"
    if offer.price >= low * (1 - HALF_PERCENT):
        return "no_reduction"
    return "overstated" if offer.price * 100 / low - offer.price * 100 / offer.was_price > HALF_PERCENT * 100 else None


# ---------------------------------------------------------------------------------------------- a pure function


def test_the_street_is_as_large_as_the_file_says():
    street = world(None)
    products = {offer.product for shop in street.shops for offer in street.offers(shop, street.days[0])}

    assert (len(street.shops), len(street.days), len(products)) == (7, 365, 60)
    assert (street.days[0].isoformat(), street.days[-1].isoformat()) == ("2025-07-01", "2026-06-30")


def test_the_same_seed_gives_the_same_street_in_every_process():
    code = (
        "import hashlib; from pricewatch.demo.world import draw; w = draw(3);"
        "print(hashlib.sha256(repr([w.truth(), [w.offers(s, d) for s in w.shops for d in w.days[::30]]])"
        ".encode()).hexdigest())"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": salt}, capture_output=True, text=True, check=True
        ).stdout
        for salt in ("1", "2")
    }

    assert len(prints) == 1


def test_asking_for_another_day_first_changes_nothing():
    backwards = draw(None)
    for day in reversed(backwards.days):
        backwards.offers("lunaria", day)

    assert all(backwards.offers("lunaria", day) == world(None).offers("lunaria", day) for day in world(None).days)


def test_no_seed_and_zero_are_the_written_street():
    assert draw(0).truth() == world(None).truth()


def played(street):
    """(trick, product, day) of everything that one shop does on a day of its choice."""
    rows = [t for t in street.truth() if t.day > street.days[0]]
    return {(t.trick, t.product, t.day) for t in rows if t.rule != "D14" and t.trick != "market_rise"}


@pytest.mark.parametrize("seed", SEEDS[1:])
def test_a_seed_draws_other_words_prices_days_and_products(seed):
    written, drawn = world(None), world(seed)
    for shop in written.shops:
        ours = {offer.title: offer.price for offer in written.offers(shop, written.days[0])}
        theirs = {offer.title: offer.price for offer in drawn.offers(shop, drawn.days[0])}
        assert len(ours.keys() & theirs.keys()) < len(ours) / 3

    assert len(played(written) & played(drawn)) < len(played(written)) / 4
    assert {t.trick for t in drawn.truth()} == {t.trick for t in written.truth()}


@pytest.mark.parametrize("seed", SEEDS)
def test_codes_are_unique_within_a_shop_and_barcodes_are_valid(seed):
    for shop in world(seed).shops:
        for day in (world(seed).days[0], world(seed).days[-1]):
            offers = world(seed).offers(shop, day)
            assert len({offer.sku for offer in offers}) == len(offers)
            assert all(ean.is_valid(offer.gtin) and offer.gtin.startswith("952") for offer in offers if offer.gtin)


def test_truth_and_owners_are_written_as_tables(tmp_path):
    world(None).write_truth(tmp_path / "truth.csv")
    world(None).write_owners(tmp_path / "owners.csv")
    with (tmp_path / "truth.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == len(world(None).truth())
    assert {row["control"] for row in rows} == {"yes", "no"}
    assert "Brisa,Adria Roasters,Adria Roasters,invented" in (tmp_path / "owners.csv").read_text(encoding="utf-8")


# ---------------------------------------------------------------------------------------------- hikes and sales


@pytest.mark.parametrize("seed", SEEDS)
def test_the_new_highs_are_the_hikes_of_truth_and_no_others(seed):
    found = hikes(seed)

    assert found.keys() == said(seed, "H1", "surprise", "market_wide")
    assert all(found[hike] >= 10 for hike in said(seed, "H1", "surprise"))


@pytest.mark.parametrize("seed", SEEDS)
def test_surprise_hikes_last_and_nobody_else_moves(seed):
    for shop, sku, day in said(seed, "H1", "surprise"):
        history = histories(seed)[shop, sku]
        assert history[day + timedelta(14)].price == history[day].price
        for (other, other_sku), theirs in histories(seed).items():
            around = [theirs[d] for n in range(-56, 15) if (d := day + timedelta(n)) in theirs]
            if other != shop and around and around[0].product == history[day].product:
                usual = [offer.price for offer in around if offer.was_kind != "own_prior"]
                assert not usual or usual[-1] * 100 < usual[0] * 105, (other, other_sku)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_market_rise_comes_at_every_shop_within_a_fortnight(seed):
    rises = [t for t in world(seed).truth() if t.trick == "market_rise"]
    days = {t.day for t in rises}

    assert max(days) - min(days) <= timedelta(14)
    assert {t.shop for t in rises} == set(world(seed).shops) - {"lunaria"}


@pytest.mark.parametrize("seed", SEEDS)
def test_claims_that_fail_the_prior_price_test_are_those_of_truth(seed):
    found = {
        (shop, sku, day, outcome)
        for shop, sku, day, offer, history in claims(seed)
        if (outcome := art_6a(offer, lowest(history, day)))
    }
    failing = ("increase", "no_reduction", "overstated")

    assert found == {(*row, outcome) for outcome in failing for row in said(seed, "D1", outcome)}


@pytest.mark.parametrize("seed", SEEDS)
def test_was_prices_never_or_rarely_charged_are_those_of_truth(seed):
    never, rarely = set(), set()
    for shop, sku, day, offer, history in claims(seed):
        past = [history[d].price for d in history if d < day]
        charged = sum(price >= offer.was_price * (1 - HALF_PERCENT) for price in past)
        if len(past) >= 180 and charged == 0:
            never.add((shop, sku, day))
        elif len(past) >= 180 and charged * 2 < len(past):
            rarely.add((shop, sku, day))

    assert never == said(seed, "D3", "never_charged")
    assert rarely == said(seed, "D3", "minority_price")


@pytest.mark.parametrize("seed", SEEDS)
def test_never_charged_means_never_in_the_whole_year(seed):
    for shop, sku, day in said(seed, "D3", "never_charged"):
        history = histories(seed)[shop, sku]
        assert all(offer.price < history[day].was_price * (1 - HALF_PERCENT) for offer in history.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_hikes_before_a_sale_end_where_they_began(seed):
    for row in (t for t in world(seed).truth() if t.rule == "D2"):
        history = histories(seed)[row.shop, row.sku]
        high = history[row.day - timedelta(1)].price
        rose = min(day for day in history if history[day].price == high)
        long_run = [offer.price for day, offer in history.items() if day < rose]
        assert len(long_run) >= 60 and len(set(long_run)) == 1
        assert high * 100 >= long_run[0] * 110 and row.day - rose < timedelta(84)
        assert (history[row.day].price >= long_run[0] * (1 - HALF_PERCENT)) == (row.expected == "illusory")


@pytest.mark.parametrize("seed", SEEDS)
def test_perpetual_sales_are_those_of_truth(seed):
    perpetual, severe = set(), set()
    for (shop, sku), history in histories(seed).items():
        share = sum(offer.was_kind == "own_prior" for offer in history.values()) / len(history)
        began = min((day for day in history if history[day].was_kind == "own_prior"), default=None)
        if share > 0.75:
            severe.add((shop, sku, began))
        elif share > 0.5:
            perpetual.add((shop, sku, began))

    assert (perpetual, severe) == (said(seed, "D4", "perpetual"), said(seed, "D4", "severe"))


@pytest.mark.parametrize("seed", SEEDS)
def test_lowest_prices_are_stated_rightly_but_where_truth_says(seed):
    wrong = {
        (shop, sku, day)
        for shop, sku, day, offer, history in claims(seed)
        if offer.low_30d not in (None, lowest(history, day))
    }

    assert wrong == said(seed, "D1", "displayed_p30_mismatch")


@pytest.mark.parametrize("seed", SEEDS)
def test_rrp_claims_are_called_so(seed):
    marked = {key for key, history in histories(seed).items() if any(o.was_kind == "rrp" for o in history.values())}

    assert marked == {(t.shop, t.sku) for t in world(seed).truth() if t.trick == "rrp_claim"}


# ---------------------------------------------------------------------------------------------- packs and codes


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
            right = offer.price * base / offer.pack.value
            if offer.unit_price is None:
                found.add((shop, sku, "missing"))
            elif offer.unit_price[1] != unit:
                found.add((shop, sku, "nonstandard_unit"))
            elif abs(offer.unit_price[0] - right) > Decimal("0.005"):
                found.add((shop, sku, "not_updated_on_promo" if offer.was_price else "wrong"))
            assert day in history

    assert found == {(t.shop, t.sku, t.expected) for t in world(seed).truth() if t.rule == "D10" and t.control == "no"}


# ---------------------------------------------------------------------------------------------- twins


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


# ---------------------------------------------------------------------------------------------- the rest


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


@pytest.mark.parametrize("seed", SEEDS)
def test_creeping_rises_add_up_without_one_that_shows(seed):
    for t in (t for t in world(seed).truth() if t.rule == "D13"):
        prices = list(dict.fromkeys(offer.price for offer in histories(seed)[t.shop, t.sku].values()))
        assert prices[-1] * 100 > prices[0] * 116
        assert all(after * 100 < before * 105 for before, after in pairwise(prices))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_honest_shops_only_appear_in_controls(seed):
    honest = {slug for slug, shop in world(seed).shops.items() if shop.honest}

    assert len(honest) == 2
    assert all(t.control == "yes" for t in world(seed).truth() if t.shop in honest)
    assert not [hike for hike in hikes(seed) if hike[0] in honest]
