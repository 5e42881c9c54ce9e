"""Which id does each product have? The same from build to build, also when offers join and part.

A product's own id derives from its smallest GTIN, else from the offer that was seen first. An id that offers already
had stays with the product that holds most of its items. What does not follow from today's offers alone is written to an
append-only log when a generation is published, so that a database made anew has the same ids.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from pricewatch import journal


@dataclass(frozen=True, slots=True)
class Item:
    """What one retailer sells under one code. `first_offer`: the offer of it that was seen first, at `first_seen`."""

    item_id: int
    cluster: int
    gtin14: str | None
    first_seen: datetime
    first_offer: int
    offers: tuple[int, ...]

    @property
    def own(self) -> str:
        """The id of a product of this item alone."""
        return by_gtin(self.gtin14) if self.gtin14 else by_offer(self.first_offer)

    @property
    def rank(self) -> tuple[bool, str, datetime, int]:
        """The smallest item of a product gives it its id."""
        return (self.gtin14 is None, self.gtin14 or "", self.first_seen, self.first_offer)


def by_gtin(gtin14: str) -> str:
    """The id that a GTIN gives."""
    return hashed(f"gtin {gtin14}")


def by_offer(offer_id: int) -> str:
    """The id that an offer gives."""
    return hashed(f"offer {offer_id}")


def hashed(text: str) -> str:
    """A text as a product id."""
    return "p" + hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()[:16]


def assign(items: Iterable[Item], stated: Mapping[int, str], untouched: frozenset[str] = frozenset()) -> dict[int, str]:
    """The product id of every cluster. `stated`: the id that an offer already has; `untouched`: ids of other items."""
    members: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        members[item.cluster].append(item)
    for cluster in members.values():
        cluster.sort(key=lambda item: item.rank)
    ids = inherited(members, stated, untouched)
    taken = {*untouched, *ids.values()}
    for number in sorted(members.keys() - ids.keys()):
        ids[number] = next(name for name in possible(members[number]) if name not in taken)
        taken.add(ids[number])
    return ids


def inherited(
    members: Mapping[int, list[Item]], stated: Mapping[int, str], untouched: frozenset[str]
) -> dict[int, str]:
    """Each earlier id for the cluster that holds most of its items, and one id a cluster."""
    held = Counter((earlier(item, stated), number) for number, cluster in members.items() for item in cluster)
    order = sorted(held, key=lambda claim: (-held[claim], claim[0] != members[claim[1]][0].own, *claim))
    ids: dict[int, str] = {}
    given = set(untouched)
    for product_id, number in order:
        if number not in ids and product_id not in given:
            ids[number] = product_id
            given.add(product_id)
    return ids


def earlier(item: Item, stated: Mapping[int, str]) -> str:
    """The id that most of an item's offers have; its own where none has any."""
    had = Counter(stated[offer] for offer in item.offers if offer in stated)
    return min(had, key=lambda product_id: (-had[product_id], product_id)) if had else item.own


def possible(cluster: list[Item]) -> Iterator[str]:
    """Ids that a cluster may take where those of its items are taken."""
    yield cluster[0].own
    yield by_offer(cluster[0].first_offer)
    yield from (hashed(f"offer {cluster[0].first_offer} {again}") for again in count(2))


def log_of(data: Path) -> Path:
    """Where product ids are kept."""
    return data / "log" / "products.ndjson"


def logged(data: Path) -> dict[int, str]:
    """The id that the log gives to an offer; lines that are none are passed over."""
    lines = ((line.get("offer_id"), line.get("product_id")) for line in journal.read(log_of(data)))
    return {offer: product_id for offer, product_id in lines if isinstance(offer, int) and isinstance(product_id, str)}


def news(
    items: Iterable[Item],
    ids: Mapping[int, str],
    log: Mapping[int, str],
    before: Mapping[int, str],
    stamp: Mapping[str, Any],
    untouched: frozenset[str] = frozenset(),
) -> list[dict[str, Any]]:
    """What the log does not know yet: a line per offer whose id does not follow from the log and the offer alone."""
    known, alive, lines = set(before.values()) | set(log.values()), {*ids.values(), *untouched}, []
    for item in items:
        product_id = ids[item.cluster]
        for offer in item.offers:
            if log.get(offer, item.own) != product_id:
                was = before.get(offer, log.get(offer))
                event = event_of(was, product_id, known, alive)
                lines.append({"offer_id": offer, "product_id": product_id, "was": was, "event": event, **stamp})
    return sorted(lines, key=lambda line: (line["product_id"], line["offer_id"]))


def event_of(was: str | None, product_id: str, known: set[str], alive: set[str]) -> str:
    """What happened to an offer.

    new: seen for the first time. keep: its id stays though it would now derive another way. merge: its product went
    into another. split: it left a product for one of its own. move: it went from one product that stays to another.
    """
    if was is None or was == product_id:
        return "new" if was is None else "keep"
    if was not in alive:
        return "merge"
    return "move" if product_id in known else "split"


def write(data: Path, lines: list[dict[str, Any]]) -> None:
    """Keep what a generation decided. Lines that a killed build left hold as well: the next build follows them."""
    if lines:
        with journal.locked(log_of(data)):
            journal.append(log_of(data), lines)


def stamp_of(generation: int, now: datetime) -> dict[str, Any]:
    """When and by which generation."""
    return {"generation": generation, "at": now.astimezone(UTC).isoformat()}
