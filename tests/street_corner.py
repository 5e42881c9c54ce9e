"""A few invented shops with four months of prices, for the tests of the app."""

import os
import shutil
from pathlib import Path

import pytest
from conftest import Given
from filelock import FileLock

from pricewatch.pages.words import plain

HOSTILE = (
    "**bold** [click](http://evil.example/x) <img src=x onerror=alert(1)> <b>hi</b> $x^2$ :smile: :red[r] "
    "www.evil.example ![p](http://evil.example/p.png) \u202egnp.exe `code` # head =1+1"
)
LONG = "Endless " + "x" * 10_000
PICTURE = "https://pictures.example/thing.jpg"
DAYS = "2026-01-01..2026-04-30"

OFFERS = f"""
retailer | country | currency | sku  | name                        | gtin          | brand  | size_text | price | shipping | member_price | was_price | availability | price_hidden | doubts     | url                      | captured_at
Alpha    | DE      | EUR      | oat  | Haferflocken fein 500 g     | 4000000000006 | Körnig | 500 g     | 2.00  | 3.00     |              |           | in_stock     |              |            | http://a.example/oat     | {DAYS}
Beta     | DE      | EUR      | oat  | Rolled oats 500 g           | 4000000000006 | Körnig | 500 g     | 1.90  |          | 1.00         |           | in_stock     |              |            | http://b.example/oat     | {DAYS}
Gamma    | DE      | EUR      | oat  | Oats fine 500 g             | 4000000000006 | Körnig | 500 g     | 1.00  | 0.00     |              |           | out_of_stock |              |            | javascript:alert(1)      | {DAYS}
Delta    | DE      | EUR      | oat  | Oats 500 g                  | 4000000000006 | Körnig | 500 g     | 0.50  | 0.00     |              |           | in_stock     |              | two prices | http://d.example/oat     | {DAYS}
Gamma    | DE      | EUR      | oat2 | Haferflocken fein 500 g     | 4000000000006 | Körnig | 500 g     | 0.60  | 0.00     |              |           | in_stock     |              |            | http://c.example/oat2    | 2026-01-01..2026-03-01
Delta    | DE      | EUR      | oat3 | Oats in the cart 500 g      | 4000000000006 | Körnig | 500 g     | 0.70  | 0.00     |              |           | in_stock     | in_cart      |            | http://d.example/oat3    | {DAYS}
Epsilon  | CH      | CHF      | oat  | Haferflocken 500 g          | 4000000000006 | Körnig | 500 g     | 0.80  | 0.00     |              |           | in_stock     |              |            | http://e.example/oat     | {DAYS}
Alpha    | DE      | EUR      | ket  | Steady Kettle               |               | Sied   |           | 40.00 | 5.00     |              |           | in_stock     |              |            | http://a.example/ket     | 2026-01-01..2026-04-09
Alpha    | DE      | EUR      | ket  | Steady Kettle               |               | Sied   |           | 50.00 | 5.00     |              |           | in_stock     |              |            | http://a.example/ket     | 2026-04-10..2026-04-30
Beta     | DE      | EUR      | lamp | Night Lamp                  |               | Sied   |           | 30.00 | 0.00     |              |           | in_stock     |              |            | http://b.example/lamp    | 2026-01-01..2026-04-14
Beta     | DE      | EUR      | lamp | Night Lamp                  |               | Sied   |           | 29.00 | 0.00     |              | 50.00     | in_stock     |              |            | http://b.example/lamp    | 2026-04-15..2026-04-30
Alpha    | DE      | EUR      | new  | Young Oats 1 kg             |               | Körnig | 1 kg      | 3.00  | 3.00     |              |           | in_stock     |              |            | http://a.example/new     | 2026-04-25..2026-04-30
Beta     | DE      | EUR      | tea  | Tea once a week, with a gap |               | Körnig |           | 4.00  | 0.00     |              |           | in_stock     |              |            | http://b.example/tea     | 2026-01-01..2026-01-31
Beta     | DE      | EUR      | tea  | Tea once a week, with a gap |               | Körnig |           | 4.00  | 0.00     |              |           | in_stock     |              |            | http://b.example/tea     | 2026-04-01..2026-04-30
"""  # noqa: E501

STRANGE = f"""
retailer | country | currency | sku | name | price | shipping | url | captured_at
Alpha | DE | EUR | bad  | {HOSTILE} | 10.00 | 1.00 | http://a.example/"onmouseover=alert(1) | 2026-01-01..2026-04-09
Alpha | DE | EUR | bad  | {HOSTILE} | 20.00 | 1.00 | http://a.example/"onmouseover=alert(1) | 2026-04-10..2026-04-30
Alpha | DE | EUR | long | {LONG} | 11.00 | 1.00 | http://a.example/long | {DAYS}
"""


def corner_in(folder: Path, factory: pytest.TempPathFactory) -> Path:
    """A copy of the folder with these shops' database, which is built once for all workers."""
    shared = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    built = shared / "street-corner"
    with FileLock(shared / "street-corner.lock"):
        if not built.exists():
            making = factory.mktemp("corner") / "demo"
            Given(making).seen(OFFERS, image=PICTURE).seen(STRANGE).built("2026-05-01").close()
            making.rename(built)
    return shutil.copytree(built, folder / "demo", symlinks=True)


def shown(name: str) -> str:
    """A name as a list shows it."""
    return plain(name)
