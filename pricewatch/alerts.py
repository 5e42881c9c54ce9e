"""News sent to whom the operator names in `alerts.toml`, after a build. Without that file nothing is ever sent."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from pricewatch import database, journal, news, notify
from pricewatch.errors import BadInput
from pricewatch.news import Entry, Watch
from pricewatch.retailer import facts_file

FRESH = timedelta(days=7)
"""What is older is not sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What the operator wants sent, and to which addresses (as Apprise writes them). watch: as in a feed's address."""

    name: str
    to: tuple[str, ...]
    watch: Watch | None
    findings: bool
    retailer: str | None


def load(data: Path) -> list[Alert]:
    """The alerts in `alerts.toml`; none where there is no such file."""
    path = facts_file("alerts.toml", data)
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadInput(f"{path} is not readable as TOML: {problem}. Mend that line and run again.") from problem
    return [read_alert(name, entry, path) for name, entry in entries.items()]


def read_alert(name: str, entry: Any, path: Path) -> Alert:
    """One entry of the file, or a sentence about what is wrong with it."""
    known = {"to": list, "watch": str, "findings": bool, "retailer": str}
    if not isinstance(entry, dict) or not entry.get("to") or not all(isinstance(to, str) for to in entry["to"]):
        raise BadInput(f'{path}: [{name}] needs to = ["..."], the addresses to send to.')
    if wrong := [key for key, value in entry.items() if not isinstance(value, known.get(key, ()))]:
        raise BadInput(f"{path}: [{name}] has a wrong {wrong[0]}. Known are: {', '.join(known)}.")
    if "watch" not in entry and not entry.get("findings"):
        raise BadInput(f'{path}: [{name}] needs watch = "product=...&below=..." or findings = true.')
    watch = news.read_watch(parse_qsl(entry["watch"], keep_blank_values=True)) if "watch" in entry else None
    return Alert(
        name=name,
        to=tuple(entry["to"]),
        watch=watch,
        findings=entry.get("findings", False),
        retailer=entry.get("retailer"),
    )


def send(data: Path, now: datetime) -> list[str]:
    """Send what is new to whom the operator named; a sentence per alert.

    Each entry goes to each address once: what is written down as begun is not begun again, unless it surely failed.
    """
    alerts = load(data)
    if not alerts:
        return []
    path = str(database.current(data))
    log = data / "log" / "alerts.ndjson"
    with journal.locked(log):
        return [send_one(alert, path, log, now) for alert in alerts]


def send_one(alert: Alert, path: str, log: Path, now: datetime) -> str:
    """Send one alert's news."""
    doors = {to: notify.door(to) for to in alert.to}
    done = {line.get("key") for line in settled(journal.read(log))}
    new = [
        (entry, to, key)
        for entry in entries(alert, path, now)
        for to in doors
        if (key := key_of(entry, to)) not in done
    ]
    went = 0
    for entry, to, key in new:
        note = {"key": key, "entry": entry.id, "alert": alert.name, "at": now.isoformat()}
        journal.append(log, [{**note, "event": "begun"}])
        is_sent = doors[to](entry.title, entry.text)
        journal.append(log, [{**note, "event": "sent" if is_sent else "failed"}])
        went += is_sent
    failed = f", {len(new) - went} failed and are tried again at the next run" if went < len(new) else ""
    return f"Alert {alert.name}: {went} sent{failed}."


def key_of(entry: Entry, to: str) -> str:
    """One message to one address, which may hold a password."""
    return hashlib.sha256(f"{entry.id}|{to}".encode()).hexdigest()[:32]


def settled(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The last line of each message that is not to be sent any more."""
    last = {line.get("key"): line for line in lines}
    return (line for line in last.values() if line.get("event") != "failed")


def entries(alert: Alert, path: str, now: datetime) -> list[Entry]:
    """What an alert could say, the oldest first, no older than FRESH."""
    found = news.watched(path, alert.watch) if alert.watch else []
    if alert.findings:
        found += news.published(path, alert.retailer)
    return sorted((entry for entry in found if entry.at > now - FRESH), key=lambda entry: entry.at)
