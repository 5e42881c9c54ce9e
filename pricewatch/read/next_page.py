"""The link from one page of a list to the next."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pricewatch.read.signs import split_names

PAGER = re.compile(r"(?:^|-)(?:pag\w*|seiten?\w*|page-?nav\w*|navigation-pages|pages)(?:$|-)")
NAMED_NEXT = re.compile(r"(?:^|-)next(?:$|-)")
SLIDES = re.compile(
    r"(?:^|-)(?:slick|swiper|carousel|slider|owl|slide|gallery|flickity|splide|glide|month|post|article)\w*(?:$|-)"
)
OFF = re.compile(r"(?:^|-)(?:disabled|inactive|deactivated|hidden)(?:$|-)")
PAGE_NUMBER = re.compile(r"[1-9]\d{0,2}")
ARROWS = frozenset([">", "»", "›", "→", "▶", "►", ">>", "››", "》", "〉", "❯", "⟩"])
NEXT = frozenset(
    phrase.strip()
    for line in """
next | next page | go to next page | go to the next page | older | show next | weiter | vor | nächste
nächste seite | zur nächsten seite | suivant | suivante | page suivante | siguiente | página siguiente
siguiente página | próximo | próxima | próxima página | seguinte | página seguinte | avanti | successivo
successiva | pagina successiva | volgende | volgende pagina | næste | næste side | neste | neste side | nästa
nästa sida | seuraava | seuraava sivu | następna | następny | następna strona | dalej | další | další stránka
následující | ďalšia | ďalšie | ďalšia strana | sljedeća | sljedeća stranica | naslednja | naslednja stran
sledeća | sledeća strana | следующая | следующая страница | вперед | вперёд | далее | следваща
следваща страница | наступна | következő | következő oldal | următoarea | următorul | pagina următoare | επόμενη
επόμενο | sonraki | sonraki sayfa | 次へ | 次のページ | 次ページ | 次
下一页 | 下一頁 | 下页 | 다음 | التالي | הבא | ถัดไป
trang sau
""".splitlines()
    for phrase in line.split("|")
    if phrase.strip()
)


def next_page(tree: LexborHTMLParser, url: str) -> str | None:
    """The address of the next page on the same host, or None on the last one."""
    for link in candidates(tree):
        if target := elsewhere(link, url):
            return target
    return None


def candidates(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Links that lead to the next page, the surest first."""
    yield from tree.css('link[rel~="next"][href], a[rel~="next"][href]')
    links = [(link, label(link)) for link in tree.css("a[href]")]
    speaking = [link for link, words in links if says_next(link, words) and not OFF.search(names(link))]
    yield from (link for link in speaking if in_pager(link))
    named = [link for link in tree.css('a[class*="next" i][href]') if NAMED_NEXT.search(names(link))]
    usable = [link for link in named if not OFF.search(names(link)) and not SLIDES.search(names(link))]
    yield from usable
    yield from (link for link in speaking if is_next(label(link)) and not SLIDES.search(names(link)))
    yield from following_number([(int(words), link) for link, words in links if PAGE_NUMBER.fullmatch(words)])


def label(link: LexborNode) -> str:
    """What a link says: its text, else what it is called for those who do not see its picture."""
    given = link.attributes
    image = link.css_first("img[alt]")
    said = (link.text(), given.get("aria-label"), given.get("title"), image.attributes.get("alt") if image else None)
    return next((" ".join(text.split()) for text in said if text and text.strip()), "")


def says_next(link: LexborNode, words: str) -> bool:
    given = link.attributes
    return words in ARROWS or any(
        is_next(said) for said in (words, given.get("title"), given.get("aria-label")) if said
    )


def is_next(text: str) -> bool:
    return text.casefold().strip(" »›>→") in NEXT


def names(node: LexborNode) -> str:
    given = node.attributes
    return split_names(f"{given.get('class') or ''} {given.get('id') or ''}")


def in_pager(link: LexborNode, levels: int = 5) -> bool:
    """Does a link stand in something that is called a pager?"""
    node: LexborNode | None = link
    while node is not None and levels:
        if PAGER.search(names(node)) or "pag" in (node.attributes.get("aria-label") or "").casefold():
            return True
        node, levels = node.parent, levels - 1
    return False


def following_number(links: list[tuple[int, LexborNode]]) -> Iterator[LexborNode]:
    """In a pager of numbers, the link right behind the one page that is no link."""
    numbered = [(number, link) for number, link in links if in_pager(link)]
    shown = {number for number, _ in numbered}
    missing = next((n for n in range(1, max(shown, default=0) + 1) if n not in shown), None)
    yield from (link for number, link in numbered if missing is not None and number == missing + 1)


def elsewhere(link: LexborNode, url: str) -> str | None:
    """Where a link leads, if that is another page of this host."""
    given = link.attributes
    said = (given.get("href"), given.get("data-href"), given.get("data-url"))
    address = next((one.strip() for one in said if one and not one.strip().startswith(("#", "javascript:"))), "")
    if not address:
        return None
    try:
        target = urldefrag(urljoin(url, address)).url
        same = urlsplit(target).hostname == urlsplit(url).hostname
    except ValueError:
        return None
    return target if same and target != urldefrag(url).url else None
