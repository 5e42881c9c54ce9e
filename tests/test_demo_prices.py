"""Every hike and sale in the demo street's truth is on the shelves, and no other.

The rules are computed here a second time, plainly, from what the shops show day by day.
"""

from datetime import timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest
from demo_shelves import SEEDS, histories, said, world

HALF_PERCENT = Decimal("0.005")


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
