"""What can become of a page and of a visit. "We could not read it" is never "the shop sells nothing"."""

import re
from typing import Literal, get_args
from urllib.parse import urlsplit

from pricewatch.errors import (
    BotWall,
    ConsentWall,
    FetchRefused,
    LayoutChanged,
    LoginWall,
    NotAProductPage,
    PageGone,
    PricewatchError,
    TooLarge,
)

Outcome = Literal[
    "ok",
    "no_listing",
    "unreadable",
    "layout_changed",
    "blocked",
    "consent_wall",
    "login_wall",
    "gone",
    "robots_disallowed",
    "rate_limited",
    "server_error",
    "timeout",
    "too_large",
    "network_error",
    "refused",
    "reader_crashed",
]
"""ok: listings, or a page that leads to others. no_listing: read, and there are none. gone: 404, 410 or a soft 404.
blocked: the shop wants no robots here. refused: our own guards, or a request that the shop does not accept."""

VisitOutcome = Literal["ok", "partial", "failed"]
"""ok: every page answered. partial: some did not. failed: no start page could be read; nothing is known of the shop."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
SEEN: frozenset[Outcome] = frozenset({"ok", "no_listing"})
ANSWERED: frozenset[Outcome] = SEEN | {"gone"}
RETRIED: frozenset[Outcome] = frozenset({"rate_limited", "server_error", "timeout", "network_error"})
SHUT: frozenset[Outcome] = RETRIED | {"blocked"}
"""Outcomes that say more about the shop's door than about one page."""

LOGIN = re.compile(r"/(log-?_?in|sign-?_?in|anmelden|anmeldung|connexion|prijava|logowanie|accedi)\b", re.IGNORECASE)
BY_STATUS: dict[int, Outcome] = {
    401: "login_wall",
    403: "blocked",
    404: "gone",
    407: "login_wall",
    408: "timeout",
    410: "gone",
    429: "rate_limited",
    451: "blocked",
}
BY_ERROR: dict[type[PricewatchError], Outcome] = {
    BotWall: "blocked",
    ConsentWall: "consent_wall",
    LoginWall: "login_wall",
    PageGone: "gone",
    NotAProductPage: "no_listing",
    TooLarge: "too_large",
    LayoutChanged: "layout_changed",
    FetchRefused: "refused",
}


def of_status(status: int, *, challenged: bool = False) -> Outcome | None:
    """What a status code alone says; None where the page is there to be read.

    `challenged`: the answer's headers say that it is a bot wall, whatever the code.

    >>> of_status(200), of_status(404), of_status(503), of_status(503, challenged=True)
    (None, 'gone', 'server_error', 'blocked')
    """
    if challenged:
        return "blocked"
    if 200 <= status < 300:
        return None
    return BY_STATUS.get(status, "server_error" if status >= 500 else "refused")


def of_redirect(asked: str, got: str, *, detail_page: bool) -> Outcome | None:
    """What a redirect within the shop says: a login wall, or that a product's page is no more (a soft 404).

    >>> of_redirect("https://shop.example/p/1", "https://shop.example/", detail_page=True)
    'gone'
    >>> of_redirect("https://shop.example/p/1", "https://shop.example/account/login?next=/p/1", detail_page=True)
    'login_wall'
    """
    before, after = urlsplit(asked).path, urlsplit(got).path
    if LOGIN.search(after) and not LOGIN.search(before):
        return "login_wall"
    if detail_page and after in ("", "/") and before not in ("", "/"):
        return "gone"
    return None


def of_error(problem: PricewatchError) -> Outcome:
    """The outcome that a reader's error stands for.

    >>> of_error(LayoutChanged("no price table")), of_error(PricewatchError("?"))
    ('layout_changed', 'unreadable')
    """
    return next((BY_ERROR[kind] for kind in type(problem).__mro__ if kind in BY_ERROR), "unreadable")
