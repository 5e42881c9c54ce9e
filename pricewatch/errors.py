"""Every error that pricewatch raises on purpose.

    PricewatchError
    ├── BadInput             a file, an argument or a configuration that cannot be used as it is
    │   └── UnknownRetailer  no entry of that slug in retailers.toml
    ├── Unreadable           bytes that no reader can read
    │   ├── TooLarge         more bytes than a page may have
    │   └── LayoutChanged    a known way of publishing, but what it promises is not there
    ├── NotAProductPage      the shop answered with something else than what was asked for
    │   ├── BotWall  ├── ConsentWall  ├── LoginWall  └── PageGone
    ├── FetchFailed          a page could not be fetched
    │   └── FetchRefused     robots.txt, the shop, or our own guards say no
    ├── DatabaseMissing      nothing has been built yet, or by another version
    ├── CheckFailed          a new generation contradicts itself; the old one stays
    └── Busy                 another run holds the lock

A caller who wants to survive anything writes `except PricewatchError`. Messages say what happened, where, and what
to do.
"""


class PricewatchError(Exception):
    """Base of all errors that pricewatch raises on purpose."""


class BadInput(PricewatchError):
    """A file, an argument or a configuration that cannot be used as it is."""


class UnknownRetailer(BadInput):
    """No entry of that slug in retailers.toml."""


class Unreadable(PricewatchError):
    """Bytes that no reader can read."""


class TooLarge(Unreadable):
    """More bytes than a page may have."""


class LayoutChanged(Unreadable):
    """A known way of publishing prices, but what it promises is not there."""


class NotAProductPage(PricewatchError):
    """The shop answered with something else than what was asked for."""


class BotWall(NotAProductPage):
    """The page asks visitors to prove that they are human."""


class ConsentWall(NotAProductPage):
    """The page shows nothing until a visitor agrees to something."""


class LoginWall(NotAProductPage):
    """The page shows nothing to visitors without an account."""


class PageGone(NotAProductPage):
    """The shop says that there is no such page, whatever the status code."""


class FetchFailed(PricewatchError):
    """A page could not be fetched."""


class FetchRefused(FetchFailed):
    """robots.txt, the shop, or our own guards say no."""


class DatabaseMissing(PricewatchError):
    """Nothing has been built yet, or it was built by another version."""


class CheckFailed(PricewatchError):
    """A new generation contradicts itself; the old one stays in place."""


class Busy(PricewatchError):
    """Another run holds the lock."""
