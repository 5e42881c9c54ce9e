"""What shoppers ask: what else a product is sold as, what its reductions are worth, and what a list of things costs."""

from dataclasses import dataclass
from datetime import date, timedelta

from pricewatch.questions import Filters, Market, Row, keep, newest, place, prepare, rows, verdicts_of
from pricewatch.served import cursor as cursor_of
from pricewatch.served import kept

MOST_RELATED = 6
"""So many other products of a maker are shown, and as many of its owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Other products beside one: `packs` are its sizes with its own, by unit price; `makers` are its maker's others.

    `owners` names the owner of those of another brand, `verdicts` has the numbers behind the makers' verdicts, both by
    product.
    """

    packs: list[Row]
    makers: list[Row]
    owners: dict[str, str]
    verdicts: dict[str, Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Prices since a day: `lows` sums up each day's lowest; `packs` are the changes of the pack."""

    since: date | None
    lows: Row | None
    packs: list[Row]


def pictures(path: str, products: tuple[str, ...]) -> dict[str, list[str]]:
    """The names of the pictures under which we may keep one of each product, those of most of its offers first."""
    found: dict[str, list[str]] = {}
    for row in rows(cursor_of(path), "pictures", products=list(products)):
        found.setdefault(row["product_id"], []).append(row["picture"])
    return found


@kept(20_000)
def shows_picture(path: str, name: str) -> bool:
    """Whether an offer that the visitor may see has this picture."""
    return bool(rows(cursor_of(path), "shows_picture", picture=name))


def related(path: str, product: str, market: Market) -> Related:
    """What is sold beside a product."""
    cursor = cursor_of(path)
    sizes = [row["product_id"] for row in rows(cursor, "packs", product=product)]
    found = rows(cursor, "makers", product=product, most=MOST_RELATED)
    others = [row["product_id"] for row in found if row["product_id"] not in sizes]
    prepare(cursor, path, [product, *sizes, *others], market)
    packs = rows(cursor, "results", **Filters(by_unit=True).of_offers) if sizes else []
    makers = rows(cursor, "results", **Filters().of_offers) if others else []
    return Related(
        packs=[row for row in packs if row["product_id"] not in others],
        makers=[row for row in makers if row["product_id"] in others],
        owners={row["product_id"]: row["owner"] for row in found if row["owner"]},
        verdicts=verdicts_of(cursor, path, market) if others else {},
    )


def past(path: str, product: str, market: Market, days: int | None) -> Past:
    """The last days of a product in a market, all of them where `days` is None."""
    cursor = cursor_of(path)
    keep(cursor, "chosen", products=[product])
    keep(cursor, "spells")
    last = newest(path, market)
    since = last.date() - timedelta(days=days - 1) if last and days else None
    return Past(
        since=since,
        lows=next(iter(rows(cursor, "lows", since=since, **place(market))), None),
        packs=[
            row for row in rows(cursor, "pack_changes", **place(market)) if since is None or row["changed_on"] >= since
        ],
    )


def product_findings(path: str, product: str, most: int) -> list[Row]:
    """What the tests gave for a product; `found` in each row counts them all."""
    cursor = cursor_of(path)
    keep(cursor, "chosen", products=[product])
    return rows(cursor, "product_findings", most=most)


def latest_claims(
    path: str, products: tuple[str, ...] | None, shop: str | None, verdict: str | None, most: int
) -> list[Row]:
    """Claimed reductions, the latest first; `found` in each row counts them all."""
    asked = {"products": None if products is None else list(products), "shop": shop, "verdict": verdict, "most": most}
    return rows(cursor_of(path), "latest_claims", **asked)


def claiming_shops(path: str) -> dict[str, str]:
    """Names of the shops that claimed reductions, by slug."""
    return {row["retailer"]: row["shop"] for row in rows(cursor_of(path), "claiming_shops")}


def other_tests(path: str, offer: int, day: date) -> list[Row]:
    """What other rules gave for a claim."""
    return rows(cursor_of(path), "other_tests", offer=offer, day=day)


def product_of(path: str, product: str) -> Row | None:
    """Name and brand of a product; None where there is no such one."""
    return next(iter(rows(cursor_of(path), "product", product=product)), None)
