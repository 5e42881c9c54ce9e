"""Red and blue, left and right: variants are other products, however alike their names are."""

import polars as pl
import pytest

from pricewatch.identity.vetoes import known, veto

ALWAYS_SAID = "one is called used, compatible, sugar-free or decaffeinated"
ITEM = {
    "id": pl.Int64, "retailer": pl.String, "name": pl.String, "gtin14": pl.String, "size_text": pl.String,
    "size_value": pl.Float64, "size_unit": pl.String, "pieces": pl.Int64, "condition": pl.String,
}  # fmt: skip


def facts(*names):
    """What is known of items of several shops that have a name alone."""
    rows = [{"id": number, "retailer": f"shop {number}", "name": name} for number, name in enumerate(names)]
    return known(pl.DataFrame(rows, schema=ITEM))


@pytest.mark.parametrize(
    ("one", "other", "forbids"),
    [
        ("Chocolate Milka Strawberry 100 g", "Milka chocolate, vanilla 100 g", "another taste"),
        ("Chocolate Milka Strawberry 100 g", "Milka Strawberry 100 g", None),
        ("Milka Strawberry 100 g", "Milka Vanille 100 g", "another taste"),
        ("Brake pad left VR200", "Brake pad right VR200", "another side"),
        ("Phone X12 128 GB black", "Phone X12 128 GB weiss", "another colour"),
        ("Phone X12 128 GB schwarz", "Phone X12 128 GB black/silver", None),
        ("Running shoe Aero 3 Herren", "Running shoe Aero 3 women", "another sex"),
        ("Drone Falco", "Drone Falco Pro", None),
        ("Drone Falco Plus", "Drone Falco Pro", "another edition"),
        ("Phone X12 128 GB", "Phone X12 256GB", "another gigabyte"),
        ("Laptop Z 16 GB 512 GB SSD", "Laptop Z 512GB", None),
        ("Screen Z 15.6 inch", 'Screen Z 15"', None),
        ("Screen Z 27 inch", 'Screen Z 24"', "another inch"),
        ("Shampoo Lina, dry hair", "Shampoo Lina, fettiges Haar", "another skin"),
        ("Cola Vito 1 l", "Cola Vito Zero 1 l", ALWAYS_SAID),
        ("Cola Vito sans sucre 1 l", "Cola Vito Zero 1 l", None),
        ("Coffee Oro 250 g", "Coffee Oro decaf 250 g", ALWAYS_SAID),
        ("Cartridge 301 XL", "Cartridge compatible with 301 XL", ALWAYS_SAID),
    ],
)
def test_names_that_say_another_variant_forbid_one_product(one, other, forbids):
    first, second = facts(one, other)

    assert forbids == veto(first, second) == veto(second, first)


def test_a_variant_of_one_item_forbids_through_those_it_is_joined_with():
    red, silent, blue = facts("Aero jacket red", "Aero jacket", "Aero jacket blue")
    silent.join(red)

    assert "another colour" == veto(silent, blue)
