"""Which of a page's offers its address shows first."""

from urllib.parse import parse_qsl, unquote, urlsplit

from pricewatch.listing import Listing


def main_first(listings: list[Listing], url: str, name: str | None = None) -> list[Listing]:
    """The same listings; the one that a visitor of `url` sees comes first.

    That is the variant that the address names; else the first that can be bought; else the first. Offers of the product
    called `name`, if there are any, come before those of others.
    """
    if len(listings) < 2:
        return listings
    best = max(
        range(len(listings)), key=lambda n: (own(listings[n], name), named(listings[n], url), buyable(listings[n]), -n)
    )
    return [listings[best], *listings[:best], *listings[best + 1 :]]


def own(listing: Listing, name: str | None) -> bool:
    return name is not None and listing.name == name


def named(listing: Listing, url: str) -> float:
    """How clearly the address names this variant: the same address, its query, or the variant's number in it."""
    if listing.url and listing.url == url:
        return 3
    if listing.url and (asked := query(listing.url)) and asked <= query(url) and path(listing.url) == path(url):
        return 2
    numbers = [n for n in (listing.sku, listing.gtin, listing.mpn) if n and len(n) > 3]
    return 1 if any(n.casefold() in unquote(url).casefold() for n in numbers) else 0


def buyable(listing: Listing) -> bool:
    return listing.price is not None and listing.availability not in ("out_of_stock", "discontinued")


def query(url: str) -> set[tuple[str, str]]:
    try:
        parts = urlsplit(url)
        return set(parse_qsl(parts.query)) | set(parse_qsl(parts.fragment))
    except ValueError:
        return set()


def path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""
