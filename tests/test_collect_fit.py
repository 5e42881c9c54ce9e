"""Whatever a reader gives, the lake holds it or says why not."""

from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricewatch import lake
from pricewatch.collect.fit import STATED, fitted
from pricewatch.listing import Fee, Listing

VALUES = [
    None,
    "Tea",
    "half \ud83d",
    "",
    b"bytes",
    5,
    -(2**40),
    1.5,
    float("nan"),
    True,
    Decimal("2.50"),
    Decimal("NaN"),
    Decimal("-Infinity"),
    Decimal("1E+30"),
    Decimal("123456.7"),
    date(2026, 3, 1),
    datetime(2026, 3, 1, tzinfo=UTC),
    (),
    ("a doubt \udc00",),
    {"colour": "red \ud83d"},
    (Fee(kind="service \ud83d", amount=Decimal("1.00")),),
    [],
    object(),
    {"colour": object()},
    {"colour": {"deep": b"bytes"}},
    (object(),),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("lake")


@settings(deadline=None)
@given(values=st.dictionaries(st.sampled_from(STATED), st.sampled_from(VALUES), max_size=6))
def test_whatever_a_reader_gives_can_be_written(values, folder):
    listing, doubts = fitted(Listing(**values))
    path = lake.write(folder, "shop", "run", [listing, Listing(name="Tea", price=Decimal("2.50"))])
    assert path is not None
    rows = pl.read_parquet(path)
    path.unlink()
    assert len(rows) == 2
    assert set(doubts) <= set(listing.doubts)
    kept = rows.filter(pl.col("price") == Decimal("2.50"))
    assert len(kept) == 1 + (listing.price == Decimal("2.50"))


def test_a_listing_that_fits_is_the_same_object():
    listing = Listing(name="Čaj", price=Decimal("2.50"), attributes={"colour": "red"})
    assert fitted(listing) == (listing, [])
    assert fitted(listing)[0] is listing
