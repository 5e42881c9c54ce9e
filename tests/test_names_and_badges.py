"""Under how many names does a product go, and what do the badges beside its price promise?"""

import pytest
from conftest import Given

CODE = "9520000000004"
SHOPS = ("alder", "birch", "cedar", "dogwood", "elder")
HEAD = "retailer | sku | gtin | name | price | was_price | was_kind | offer_text | captured_at\n"
DAYS = "2026-01-01..2026-01-05"


def row(shop, sku, name, *, gtin="", was="", kind="", text=""):
    return f"{shop} | {sku} | {gtin} | {name} | 10.00 | {was} | {kind} | {text} | {DAYS}\n"


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    """One product at five shops: three names, of which two differ by size and order alone; and badges at one shop."""
    names = ("Golden Snack 500 g", "SNACK golden", "Golden Snack", "Krunchy Bites", "Oven Crisps")
    named = [row(shop, "1", name, gtin=CODE) for shop, name in zip(SHOPS, names, strict=True)]
    badges = [
        row("alder", "2", "Oat Drink", text="Organic"),
        row("alder", "3", "Oat Cake", text="Top quality 5 of 5"),
        row("alder", "4", "Oat Bar", was="15.00", kind="rrp"),
        row("alder", "5", "Biology for all", text="Biology week"),
    ]
    return Given(tmp_path_factory.mktemp("badges") / "data").seen(HEAD + "".join([*named, *badges]))


def test_entropy_counts_names_less_size_case_and_order(street):
    (product,) = street.rows("name_entropies")

    assert (5, 3) == (product["items"], product["names"])
    assert 1.371 == pytest.approx(product["entropy"], abs=1e-3)
    assert 0.590 == pytest.approx(product["entropy_share"], abs=1e-3)
    assert 1.659 == pytest.approx(product["entropy_corrected"], abs=1e-3)


def test_a_badge_has_its_criterion_or_none_that_is_published(street):
    told = {row["badge"]: (row["kind"], row["standing"], row["criterion_source"]) for row in street.rows("badges")}

    assert {
        "organic": ("offer_text", "criterion published", "Regulation (EU) 2018/848, art. 30"),
        "top quality # of #": ("offer_text", "no criterion published", None),
        "recommended price": ("recommended", "no criterion published", None),
        "biology week": ("offer_text", "no criterion published", None),
    } == told
    assert {None} == {row["alike_percent"] for row in street.rows("badges")}
