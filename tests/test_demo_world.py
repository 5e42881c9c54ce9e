"""The demo street's world is a function of seed, shop and day."""

import csv
import subprocess
import sys

import pytest
from demo_shelves import SEEDS, world
from stdnum import ean

from pricewatch.demo.world import draw


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
