"""Pairs of a captured page and what it says: `tests/captures/<retailer>/<case>.<type>` and `<case>.expected.json`.

The expected file holds `url`, `why` (who made the page, what it shows), maybe `content_type` and a `retailer` entry,
and either `listings` (each with the fields that matter) or the name of an `error`. All pages are made for this project.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from pricewatch import Listing, PricewatchError, errors
from pricewatch.listing import plain
from pricewatch.read.page import Page
from pricewatch.recognise import scraper_for
from pricewatch.retailer import Retailer

CAPTURES = Path(__file__).parent / "captures"
CASES = sorted(CAPTURES.glob("*/*.expected.json"))


def page_of(case: Path, said: dict[str, Any]) -> Page:
    name = case.name.removesuffix(".expected.json")
    (body,) = (path for path in case.parent.glob(f"{name}.*") if path != case)
    retailer = Retailer(**said["retailer"]) if "retailer" in said else None
    return Page(url=said["url"], body=body.read_bytes(), content_type=said.get("content_type"), retailer=retailer)


def read(page: Page) -> list[Listing]:
    return scraper_for(page)[1].read(page).listings


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name.split('.')[0]}")
def test_a_capture_is_read_as_its_pair_says(case: Path) -> None:
    said = json.loads(case.read_text(encoding="utf-8"))
    assert "by hand" in said["why"]
    if "error" in said:
        with pytest.raises(PricewatchError) as refusal:
            read(page_of(case, said))
        assert type(refusal.value) is getattr(errors, said["error"])
        return
    found = read(page_of(case, said))
    stated = [
        {field: plain(getattr(one, field)) for field in wanted}
        for one, wanted in zip(found, said["listings"], strict=True)
    ]
    assert stated == said["listings"]
