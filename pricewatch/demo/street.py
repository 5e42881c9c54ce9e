"""Opens the demo street: starts the server's process, tells it which day it is, and closes it again."""

import json
import pickle
import struct
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

import tomlkit

import pricewatch
from pricewatch.demo.stock import Shop
from pricewatch.demo.ways import WAYS
from pricewatch.demo.world import World
from pricewatch.errors import PricewatchError

FIRST_PORT = 8701
COUNTRY, CURRENCY, TIMEZONE = "HR", "EUR", "Europe/Zagreb"
ROOT = Path(pricewatch.__file__).parent.parent


class Street:
    """All shops of a world, open while the context lasts.

    with Street(draw(None)) as street:
        street.day = date(2025, 12, 24)     # what today is for every shop
        street.addresses                    # {"lunaria": "http://127.0.0.1:8702", ...}

    `ports` by slug, or None for 8701 and following, or any free ones where those are taken. Raises PricewatchError
    where a port that was asked for is taken.
    """

    def __init__(self, world: World, ports: Mapping[str, int] | None = None) -> None:
        self.world = world
        self.addresses: dict[str, str] = {}
        self._asked_for = ports
        self._day = world.days[0]
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Street":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pricewatch.demo.server"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is the parent's business
        )
        usual = {slug: FIRST_PORT + place for place, slug in enumerate(self.world.shops)}
        ports = dict(self._asked_for) if self._asked_for is not None else usual
        order = pickle.dumps((self.world.script, self.world.seed, ports, self._asked_for is not None))
        try:
            self.addresses = self._ask(struct.pack("!I", len(order)) + order)["addresses"]
        except PricewatchError:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def day(self) -> date:
        """What today is for every shop."""
        return self._day

    @day.setter
    def day(self, day: date) -> None:
        first, last = self.world.days[0], self.world.days[-1]
        if not first <= day <= last:
            raise PricewatchError(f"The demo street knows no {day}; its year is {first} to {last}.")
        self._ask(f"{day.isoformat()}\n".encode())
        self._day = day

    def close(self) -> None:
        """Ends the server; closing its pipe is enough unless it hangs."""
        if self._process is None:
            return
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def retailers_toml(self) -> str:
        """retailers.toml for the demo's data folder."""
        document = tomlkit.document()
        document.add(tomlkit.comment("The invented shops of the demo street. Written by `pricewatch demo`."))
        for slug in self.world.shops:
            document.add(slug, tomlkit.item(self._entry(slug)))
        return tomlkit.dumps(document)

    def _entry(self, slug: str) -> dict[str, Any]:
        shop, way = self.world.shops[slug], WAYS[self.world.shops[slug].publishes]
        selectors = getattr(way, "SELECTORS", None)
        return {
            "name": shop.name,
            "home": self.addresses[slug],
            "country": COUNTRY,
            "currency": CURRENCY,
            "timezone": TIMEZONE,
            "scraper": "web_page" if shop.publishes == "microdata" else shop.publishes,
            "start": [self.addresses[slug] + way.START],
            "pace": 0,
            "owner": shop.owner,
            "licence": "invented",
            "publish": "all",
            "pictures": True,
            **({"selectors": selectors} if selectors else {}),
            **(self._promise(shop) if shop.guarantee else {}),
        }

    def _promise(self, shop: Shop) -> dict[str, Any]:
        """A shop's promise to meet lower prices."""
        return {
            "price_match": shop.guarantee,
            "price_match_needs": shop.guarantee_needs,
            "price_match_source": self.addresses[shop.slug],
            "price_match_on": self.world.days[0],
        }

    def _ask(self, order: bytes) -> dict[str, Any]:
        """Sends an order to the server and waits for its answer."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise PricewatchError("The demo street is closed; open it with `with Street(world) as street:`.")
        with self._lock, suppress(BrokenPipeError):
            process.stdin.write(order)
            process.stdin.flush()
            answer = process.stdout.readline()
            if answer:
                said: dict[str, Any] = json.loads(answer)
                if "error" in said:
                    raise PricewatchError(said["error"])
                return said
        raise PricewatchError("The demo street's server has ended; open the street again.")
