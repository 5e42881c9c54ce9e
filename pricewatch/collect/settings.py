"""What a collector may do, and under whose name."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from pricewatch.errors import BadInput
from pricewatch.retailer import facts_file

VERSION = version("pricewatch")


class Clock(Protocol):
    """Tells the time, aware and in UTC. Passed in, so that a year can be collected in a minute."""

    def __call__(self) -> datetime: ...


def real_time() -> datetime:
    """The clock on the wall."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Who collects, and the limits that hold for every shop. Times in seconds.

    `contact`: a mailto: or web address, sent to every shop; real shops are not visited without one.
    `deadline`: for one request, from connecting to the last byte. `max_bytes`: of one decompressed body.
    `attempts`, `backoff`, `max_wait`: tries per page, the first pause between them, the longest Retry-After obeyed
    within a visit. `give_up_after`: pages that fail one after the other before a visit ends.
    `flush_listings`, `flush_seconds`: how much is held in memory, and for how long.
    `allow_hosts`: host:port pairs that may be private addresses; nothing but the demo street belongs here.
    """

    contact: str | None = None
    deadline: float = 60.0
    max_bytes: int = 50_000_000
    max_pages: int = 20_000
    attempts: int = 3
    backoff: float = 1.0
    max_wait: float = 120.0
    give_up_after: int = 10
    flush_listings: int = 50_000
    flush_seconds: float = 3600.0
    allow_hosts: frozenset[str] = frozenset()

    @property
    def user_agent(self) -> str:
        """The name under which every shop sees us."""
        return f"pricewatch/{VERSION} (+{self.contact})" if self.contact else f"pricewatch/{VERSION}"


def load_settings(data: Path) -> Settings:
    """The settings in `pricewatch.toml`: the data folder's own, else the committed one, else the defaults.

    Raises BadInput with the line to mend.
    """
    path = facts_file("pricewatch.toml", data)
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadInput(f"{path} is not readable as TOML: {problem}. Mend that line and run again.") from problem
    return read_settings({key: value for key, value in stated.items() if not isinstance(value, dict)}, path)


def read_settings(stated: Mapping[str, Any], path: Path) -> Settings:
    """Settings from a file's top-level keys, each of the type of its default."""
    defaults = {f.name: f.default for f in fields(Settings)}
    if unknown := sorted(set(stated) - set(defaults)):
        raise BadInput(f"{path} has unknown keys {', '.join(unknown)}. Known are: {', '.join(sorted(defaults))}.")
    values = {key: read_setting(key, value, defaults[key], path) for key, value in stated.items()}
    return Settings(**values)


def read_setting(key: str, value: Any, default: Any, path: Path) -> Any:
    """One value, checked against its default's type."""
    if key == "contact":
        if isinstance(value, str) and value.startswith(("mailto:", "https://", "http://")):
            return value
        raise BadInput(f'{path}: contact is {value!r}; write contact = "mailto:you@example.org" or a web address.')
    if key == "allow_hosts":
        if isinstance(value, list) and all(isinstance(host, str) and ":" in host for host in value):
            return frozenset(value)
        raise BadInput(f'{path}: allow_hosts is {value!r}; write a list such as ["127.0.0.1:8001"].')
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        raise BadInput(f"{path}: {key} is {value!r}; write a number above 0, such as {default}.")
    return type(default)(value)
