"""Fuzz target for `extract`, run by hand: `python tests/fuzz/fuzz_extract.py -max_total_time=1800` (needs atheris).

Anything that is neither a list of listings nor a PricewatchError is a finding; keep it as a case in `tests`.
"""

import sys

import atheris

with atheris.instrument_imports(include=["pricewatch", "scrapers"]):
    from pricewatch import PricewatchError, extract
    from pricewatch.recognise import all_scrapers

TYPES = ("text/html", "application/json", "application/xml", "text/csv", None)


def one_input(data: bytes) -> None:
    kind = TYPES[data[0] % len(TYPES)] if data else None
    try:
        listings = extract(data[1:], "https://shop.example/p/1", content_type=kind)
    except PricewatchError:
        return
    for listing in listings:
        listing.as_json().encode("utf-8")


if __name__ == "__main__":
    all_scrapers()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
