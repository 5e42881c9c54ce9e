"""What `pricewatch add URL` does: looks at a shop, finds the way in which it publishes prices, writes its entry.

The ways are tried from the surest to the most general: platforms at their known addresses, feeds and price lists that
the shop links to, then its category and product pages. Nobody is ever asked for a selector.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urljoin, urlsplit

from pricewatch.discover.links import candidates, sitemap_pages
from pricewatch.discover.shop import country_of, name_of, timezone_of
from pricewatch.errors import BadInput, FetchRefused, PricewatchError
from pricewatch.listing import Listing
from pricewatch.read.page import Page, Reading, Request
from pricewatch.recognise import Scraper, all_scrapers, scraper_for
from pricewatch.retailer import Retailer, slug_of

Fetch = Callable[[str], Page]
"""Gets a page, or raises a PricewatchError that says why not."""

PLATFORMS = ("shopify", "woocommerce", "magento")
CALLED = {
    "shopify": "a Shopify storefront",
    "woocommerce": "a WooCommerce shop",
    "magento": "a Magento shop",
    "bigcommerce": "a BigCommerce shop",
    "merchant_feed": "a Google Merchant feed",
    "croatian_price_list": "a Croatian price list",
    "israeli_price_list": "an Israeli price list",
    "web_page": "pages that state their prices",
}
MOST_PAGES = 12
MOST_STARTS = 40
SAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What was found; `retailer` is None where no prices can be read. `said`: sentences in the order of the search."""

    retailer: Retailer | None
    said: tuple[str, ...]
    samples: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way of publishing that works: the scraper, where it starts, and what it read there."""

    scraper: str
    start: tuple[str, ...]
    listings: tuple[Listing, ...]
    address: str


class Search:
    """One look at one shop: remembers what was fetched and what was said."""

    def __init__(self, url: str, fetch: Fetch) -> None:
        self.url = url
        self.home = urljoin(url, "/")
        self.fetch = fetch
        self.shop: Retailer | None = None
        self.said: list[str] = []

    def get(self, url: str) -> Page | None:
        """The page, or None; a refusal is said, a missing page is not worth a word."""
        try:
            return self.fetch(url)
        except FetchRefused as refusal:
            self.said.append(f"{url} must not be fetched: {refusal}")
        except PricewatchError:
            return None
        return None

    def read(self, page: Page) -> tuple[str, Reading] | None:
        """What the right scraper reads from a page, with its name; None where no scraper can."""
        page = replace(page, retailer=self.shop)
        try:
            name, scraper = scraper_for(page)
            return name, scraper.read(page)
        except PricewatchError:
            return None


def discover(url: str, fetch: Fetch) -> Discovery:
    """Look at the shop at `url`. Fetches at most about 25 pages; raises only what the first page raises."""
    search = Search(full_address(url), fetch)
    first = fetch(search.url)
    home = first if search.url == search.home else search.get(search.home) or first
    search.shop = shop = shop_at(search, home)
    search.said.append(f"{search.home} calls itself {shop.name!r}.")
    way = next(ways(search, shop, first, home), None)
    if way is None:
        search.said.append(f"No prices were found. Try the address of a page of {shop.name!r} that lists its products.")
        return Discovery(retailer=None, said=tuple(search.said))
    found = settled(shop, way)
    return Discovery(retailer=found, said=(*search.said, *sentences(found, way)), samples=way.listings[:SAMPLES])


def full_address(url: str) -> str:
    """The address with its scheme, or BadInput.

    >>> full_address("corner.example/beds")
    'https://corner.example/beds'
    """
    full = url.strip() if "://" in url else f"https://{url.strip()}"
    try:
        parts = urlsplit(full)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_web = False
    if not is_web:
        raise BadInput(f"{url!r} is no address of a shop. Write one such as https://www.example.com/.")
    return full if parts.path else full + "/"


def shop_at(search: Search, home: Page) -> Retailer:
    """What the home page says about the shop itself."""
    name = name_of(home)
    country = country_of(home)
    return Retailer(slug=slug_of(name), name=name, home=search.home, country=country, timezone=timezone_of(country))


def ways(search: Search, shop: Retailer, first: Page, home: Page) -> Iterator[Way]:
    """Every way that works, the surest first; each is only tried when asked for."""
    yield from of_page(search, first, narrow=True)
    for name in PLATFORMS:
        yield from of_platform(search, shop, name, all_scrapers()[name])
    pages = [first] if first is home else [first, home]
    yield from of_links(search, pages, "feeds")
    yield from of_page(search, first, narrow=False)
    yield from of_links(search, pages, "lists")
    yield from of_sitemap(search, shop)


def of_platform(search: Search, shop: Retailer, name: str, scraper: Scraper) -> Iterator[Way]:
    """A platform at its known address."""
    request = scraper.requests(shop)[0]
    page = search.get(request.url)
    if page and scraper.recognises(page):
        read = attempt(scraper, page)
        if priced(read.listings):
            yield Way(name, (), tuple(read.listings), request.url)


def attempt(scraper: Scraper, page: Page) -> Reading:
    try:
        return scraper.read(page)
    except PricewatchError:
        return Reading()


def of_page(search: Search, page: Page, *, narrow: bool) -> Iterator[Way]:
    """The page itself, if it is a feed, a price list or (not `narrow`) a page with several items."""
    found = search.read(page)
    if found is None or (found[0] == "web_page") is narrow:
        return
    name, reading = found
    listings = [*reading.listings, *followed(search, reading)]
    if len(priced(listings)) >= (1 if narrow else 2):
        yield Way(name, (page.url,), tuple(listings), page.url)


def followed(search: Search, reading: Reading) -> list[Listing]:
    """The listings of the first pages that a list without prices leads to."""
    if priced(reading.listings):
        return []
    pages = (search.get(request.url) for request in details(reading.requests)[:SAMPLES])
    readings = (found for page in pages if page and (found := search.read(page)))
    return [listing for _, found in readings for listing in found.listings[:1]]


def details(requests: list[Request]) -> list[Request]:
    return [request for request in requests if request.kind == "detail" and request.method == "GET"]


def of_links(search: Search, pages: list[Page], kind: str) -> Iterator[Way]:
    """What the shop's own pages link to: feeds and price lists, or lists of products."""
    narrow = kind == "feeds"
    found: list[Way] = []
    links = dict.fromkeys(link for page in pages for link in candidates(page, kind))
    for link in islice(links, MOST_PAGES):
        if page := search.get(link):
            found += of_page(search, page, narrow=narrow)
        if found and narrow:
            break
    if found:
        same = [way for way in found if way.scraper == found[0].scraper]
        yield replace(found[0], start=tuple(way.address for way in same)[:MOST_STARTS])


def of_sitemap(search: Search, shop: Retailer) -> Iterator[Way]:
    """Product pages that the sitemap names."""
    pages = [url for url in sitemap_pages(search.home, search.get) if url != search.home]
    found = []
    for url in pages[:SAMPLES]:
        page = search.get(url)
        read = search.read(page) if page else None
        if read and (listings := priced(read[1].listings)):
            found += listings[:1]
    if len(found) == len(pages[:SAMPLES]) and found:
        yield Way("web_page", tuple(pages[:MOST_STARTS]), tuple(found), pages[0])


def priced(listings: list[Listing] | tuple[Listing, ...]) -> list[Listing]:
    return [listing for listing in listings if listing.price is not None and listing.name]


def settled(shop: Retailer, way: Way) -> Retailer:
    """The entry: the shop, the way that works, and the currency that its listings name."""
    currency = next((listing.currency for listing in way.listings if listing.currency), None)
    return replace(shop, scraper=way.scraper, start=way.start, currency=currency)


def sentences(shop: Retailer, way: Way) -> Iterator[str]:
    """What was found and what can be read of it."""
    total, with_price = len(way.listings), len(priced(way.listings))
    what = CALLED.get(way.scraper, way.scraper)
    yield f"{way.address} is {what}: {counted(total, 'listing')}, {with_price} with a price."
    for field, words in (("was_price", "an earlier price"), ("unit_price", "a unit price"), ("gtin", "a barcode")):
        if having := sum(getattr(listing, field) is not None for listing in way.listings):
            yield f"{having} of {total} have {words}."
    if shop.currency is None:
        yield 'It names no currency; add one to its entry, such as currency = "EUR".'
    if shop.country is None:
        yield 'Its country is not known; add it to its entry, such as country = "DE". No law is tested without one.'


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
