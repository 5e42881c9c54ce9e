"""Who may write: reading never needs a name, deciding does.

Either OIDC, where the operator configured it in Streamlit's secrets, for the e-mail addresses that he lists; or the
one-time token that `pricewatch show` prints. It is typed into a box, never part of an address; the first sign-in
consumes it, and another one is printed.
"""

import math
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from pricewatch.errors import BadInput
from pricewatch.guards import RateLimit
from pricewatch.textlines import plain

PER_MINUTE = 5
LONGEST_NAME = 60


def tell(sentence: str) -> None:
    """Where the operator sees it, at once."""
    print(sentence, flush=True)


@dataclass
class Door:
    """Opens to whoever types the token that is printed; without a token it stays shut."""

    say: Callable[[str], None] = tell
    token: str | None = None
    limit: RateLimit = field(default_factory=lambda: RateLimit(per_second=PER_MINUTE / 60, burst=PER_MINUTE))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def unlock(self) -> None:
        """Print a token that nobody has had before."""
        self.token = secrets.token_hex(8)
        self.say(f"To sign in on the page Review, type this token; it works once: {self.token}")

    def enter(self, name: str, typed: str, visitor: str, now: float) -> str:
        """The name of whoever typed the token, which is used up then; BadInput says what is wrong."""
        who = plain(name, LONGEST_NAME)
        if not who:
            raise BadInput("Type your name: it is kept with every decision.")
        with self.lock:
            if wait := self.limit.wait(visitor, now):
                raise BadInput(f"Too many attempts. Try again in {math.ceil(wait)} seconds.")
            if self.token is None or not same(typed.strip(), self.token):
                raise BadInput("This is not the token. The newest one that `pricewatch show` printed works, once.")
            self.unlock()
        return who


def same(typed: str, token: str) -> bool:
    """Compared in a time that does not tell how much of it is right."""
    return secrets.compare_digest(typed.encode("utf-8", "replace"), token.encode())


DOOR = Door()
"""The door of this process: `show` unlocks it, the pages knock."""


def reviewer(claims: Mapping[str, Any], allowed: Sequence[str]) -> str | None:
    """The e-mail address of somebody whom the identity provider vouches for, if the operator lists it.

    >>> reviewer({"email": "Ada@Example.org", "email_verified": True}, ["*@example.org"])
    'ada@example.org'
    >>> reviewer({"email": "eve@example.com"}, ["*@example.org"]), reviewer({"name": "Ada"}, ["*"])
    (None, None)
    >>> reviewer({"email": "ada@example.org", "email_verified": False}, ["*"]) is None
    True
    """
    email = str(claims.get("email") or "").strip().lower()
    is_vouched = bool(email) and claims.get("email_verified") is not False
    return email if is_vouched and any(fnmatchcase(email, each.lower()) for each in allowed) else None
