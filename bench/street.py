"""Are the tricks of the demo street found, and nobody else accused?

    python bench/street.py [--seeds N] [--http]

Each seed is another street with another year. Listings are as a perfect reader would give them; with --http the street
is visited day by day over HTTP and read by our own readers (a minute a seed). A trick counts as found if a finding of
its rule names the shop, article, day (where the rule dates it) and outcome; an accusation (violates) at anything but a
trick of that rule is false.
"""

import argparse
import tempfile
from collections import Counter
from datetime import UTC, datetime, time
from pathlib import Path

import polars as pl

from pricewatch import database, lake
from pricewatch.demo.offers import Offer
from pricewatch.demo.street import Street
from pricewatch.demo.world import World, draw
from pricewatch.demo.year import build_year, collect_days, prepare
from pricewatch.listing import Fee, Listing, PricePer

MONEY = ("price", "was_price", "was_kind", "member_price")
TERMS = ("price_after", "intro_months", "term_months")
FOUND = {
    "H1": "select retailer, sku, hiked_on, 'surprise', verdict from hikes",
    "D1": "select retailer, sku, claimed_on, outcome, verdict from was_claims where rule_id = 'D1'",
    "D2": "select retailer, sku, claimed_on, outcome, verdict from price_establishments",
    "D3": "select retailer, sku, claimed_on, outcome, verdict from reference_shares",
    "D4": "select retailer, sku, null, outcome, verdict from perpetual_sales",
    "D6": "select retailer, sku, found_on, outcome, verdict from fees where rule_id = 'D6'",
    "D7": "select retailer, sku, found_on, outcome, verdict from fees where rule_id = 'D7'",
    "D8": "select retailer, sku, found_on, outcome, verdict from promo_expiries",
    "D9": "select retailer, sku, found_on, outcome, verdict from renewals",
    "D10": "select retailer, sku, null, outcome, verdict from unit_prices",
    "D11": "select retailer, sku_after, null, outcome, verdict from size_changes",
    "D12": "select retailer, sku_after, null, outcome, verdict from renames",
    "D13": "select retailer, sku, null, outcome, verdict from cumulative_rises where steps >= 4",
    "D14": "select offers.retailer, offers.sku, null, 'twin', 'violates' from match_pairs"
    " inner join offers on offers.offer_id in (match_pairs.offer_a, match_pairs.offer_b) where relation = 'twin'",
    "two_price": "select retailer, sku, null, outcome, verdict from member_prices",
}
"""Shop, article, day, outcome and verdict of what each rule found; a hike in one step adds up too: not counted.

A twin accuses nobody; here one that is none counts as false all the same.
"""

NOT_TRICKS = {"nothing", "consistent", "market_wide"}


def listing(day: datetime, offer: Offer, publishes: str) -> Listing:
    """What a shop of the street shows, as a perfect reader would give it."""
    stated = {name: getattr(offer, name) for name in ("sku", "gtin", "brand", "category", "variant", *MONEY, *TERMS)}
    if offer.hidden:
        stated |= dict.fromkeys(MONEY) | {"price_hidden": "in_cart"}
    if charge := offer.charge:
        due: PricePer = "month" if charge.monthly else "once"
        stated["fees"] = (Fee(kind=charge.name, amount=charge.amount, mandatory=True, step="page", per=due),)
    if offer.term_months:
        stated["price_per"] = "month"
    stated |= unit_price(offer, publishes)
    return Listing(
        **stated, lowest_30d_shown=offer.low_30d, claim_ends=offer.sale_ends, retailer=offer.shop, name=offer.title,
        country="HR", currency="EUR",
        attributes=dict(offer.spec), captured_at=day,
    )  # fmt: skip


def unit_price(offer: Offer, publishes: str) -> dict[str, object]:
    """The price per unit, as the shop's way of publishing can say it: Shopify's lists none, a feed what it is per."""
    if not offer.unit_price or publishes == "shopify":
        return {}
    amount, per = offer.unit_price
    return {"unit_price_per": per} | ({} if publishes == "merchant_feed" else {"unit_price": amount})


def told(data: Path, world: World) -> None:
    """The street's year in the lake, without a page read."""
    data.mkdir(parents=True, exist_ok=True)
    world.write_owners(data / "owners.csv")
    for slug, shop in world.shops.items():
        days = [(datetime.combine(day, time(5), UTC), world.offers(slug, day)) for day in world.days]
        rows = [listing(day, offer, shop.publishes) for day, offers in days for offer in offers]
        lake.write(data, slug, "year", rows)


def visited(data: Path, world: World) -> None:
    """The street's year in the lake, as our collector and readers saw it."""
    with Street(world) as street:
        prepare(data, world, street)
        collect_days(data, street, world.days)


def scores(seed: int, over_http: bool) -> list[dict[str, object]]:
    """One row per rule: tricks played, found, missed, and false accusations, by name."""
    world = draw(seed or None)
    with tempfile.TemporaryDirectory() as folder:
        (visited if over_http else told)(Path(folder), world)
        build_year(Path(folder), world)
        con = database.connect(database.current(Path(folder)))
        return [score(rule, con.execute(sql).fetchall(), world) | {"seed": seed} for rule, sql in FOUND.items()]


def score(rule: str, rows: list[tuple[str, str, object, str, str]], world: World) -> dict[str, object]:
    """What one rule found beside what was played."""
    dated = any(day for _, _, day, _, _ in rows)
    tricks = {
        (shop, sku, row.day if dated else None): row.expected
        for row in world.truth()
        if row.rule == rule and row.control == "no" and row.expected not in NOT_TRICKS
        for shop, sku in ((row.shop, row.sku), *([(row.other_shop, row.other_sku)] if row.expected == "twin" else []))
    }
    found = {(shop, sku, day, outcome) for shop, sku, day, outcome, _ in rows}
    accused = {(shop, sku, day) for shop, sku, day, _, verdict in rows if verdict == "violates"}
    missed = {(*key, outcome) for key, outcome in tricks.items() if (*key, outcome) not in found}
    return {
        "rule": rule,
        "played": len(tricks),
        "found": len(tricks) - len(missed),
        "accused": len(accused & tricks.keys()),
        "false": len(accused - tricks.keys()),
        "missed": sorted(map(str, missed)),
        "wrongly": sorted(map(str, accused - tricks.keys())),
    }


def main() -> None:
    """The sums over all seeds, and every miss and false accusation by name."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--seeds", type=int, default=20)
    cli.add_argument("--http", action="store_true")
    wanted = cli.parse_args()
    totals: dict[str, Counter[str]] = {rule: Counter() for rule in FOUND}
    for seed in range(wanted.seeds):
        for row in scores(seed, wanted.http):
            totals[str(row["rule"])].update({name: row[name] for name in ("played", "found", "accused", "false")})
            for name in ("missed", "wrongly"):
                for case in row[name]:
                    print(f"seed {seed} {row['rule']} {name}: {case}", flush=True)
    with pl.Config(tbl_rows=-1):
        print(pl.DataFrame([{"rule": rule, **counts} for rule, counts in totals.items()]))


if __name__ == "__main__":
    main()
