"""The mattress trick on the demo street: what one day's collection shows is enough to find every twin, and no other."""

from pathlib import Path

import polars as pl
import pytest

from pricewatch import lake
from pricewatch.demo.street import Street
from pricewatch.demo.world import draw
from pricewatch.demo.year import collect_days, prepare
from pricewatch.identity.facts import category_finder, gtin14
from pricewatch.identity.related import load_rules
from pricewatch.identity.relations import related

FACTS = Path(__file__).resolve().parent.parent / "data"
RULES = load_rules(FACTS / "schemas", FACTS / "categories.csv", FACTS / "launch_words.csv")
SEEDS = [None, *range(1, 7)]


class Day:
    """The mattresses of a street on its first day: as they were collected, and what they truly are."""

    def __init__(self, seed: int | None, data: Path) -> None:
        world = draw(seed)
        with Street(world, dict.fromkeys(world.shops, 0)) as street:
            prepare(data, world, street)
            collect_days(data, street, world.days[:1])
        listings = pl.concat([pl.read_parquet(path, hive_partitioning=False) for path in lake.files(data)])
        find = category_finder(FACTS / "categories.csv")
        self.items = (
            listings.with_columns(
                category=pl.col("category").map_elements(lambda words: find(words or ""), pl.String, skip_nulls=False),
                gtin14=pl.col("gtin").map_elements(gtin14, pl.String),
                size_value=pl.lit(None, pl.Float64),
                size_unit=pl.lit(None, pl.String),
            )
            .filter(category="mattress")
            .sort("retailer", "sku")
            .with_row_index("id")
            .with_columns(pl.col("id").cast(pl.Int64))
        )
        place = {(row["retailer"], row["sku"]): row["id"] for row in self.items.to_dicts()}
        played = [row for row in world.truth() if row.rule == "D14"]
        self.truth = {
            frozenset((place[row.shop, row.sku], place[row.other_shop, row.other_sku])): row.expected
            for row in played
            if (row.shop, row.sku) in place and (row.other_shop, row.other_sku) in place
        }

    def expected(self, outcome: str) -> set[frozenset[int]]:
        """The pairs that truly are this."""
        return {pair for pair, said in self.truth.items() if said == outcome}


def twins_of(items: pl.DataFrame) -> set[frozenset[int]]:
    """The pairs that are found as twins."""
    found = related(items, RULES).filter(relation="twin")
    return {frozenset(pair) for pair in found.select("left_id", "right_id").iter_rows()}


@pytest.fixture(scope="module", params=SEEDS, ids=lambda seed: f"seed-{seed or 'none'}")
def day(request, tmp_path_factory):
    return Day(request.param, tmp_path_factory.mktemp("street"))


def test_all_twins_of_the_street_are_found_and_none_is_false(day):
    assert len(day.expected("twin")) > 10
    assert day.expected("twin") == twins_of(day.items)


def test_nearly_equal_builds_and_products_sold_openly_are_no_twins(day):
    found = twins_of(day.items)

    assert len(day.expected("nothing")) > 5
    assert len(day.expected("same")) > 5
    assert set() == found & (day.expected("nothing") | day.expected("same"))


def test_twins_are_found_where_one_side_has_no_name_of_its_own(day):
    scrubbed = (pl.col("id") % 2 == 0) & pl.col("id").is_in(list(frozenset().union(*day.expected("twin"))))
    items = day.items.with_columns(name=pl.when(scrubbed).then(pl.lit("Mattress")).otherwise("name"))
    blank = day.items.with_columns(name=pl.when(scrubbed).then(None).otherwise("name"))
    one_sided = {pair for pair in day.expected("twin") if sum(place % 2 for place in pair) == 1}

    assert one_sided
    assert one_sided <= twins_of(blank) & twins_of(items)
    assert set() == (twins_of(blank) | twins_of(items)) - day.expected("twin")
