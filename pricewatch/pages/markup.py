"""Small pieces of HTML. Every text is escaped here, and nowhere else is HTML written."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from pricewatch.pages.words import Verdict, plain
from pricewatch.questions.addresses import is_web


@dataclass(frozen=True, slots=True)
class Link:
    """A way out to a shop's own page."""

    label: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Chip:
    """A verdict as a small label."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that the eye should find first."""

    text: str


@dataclass(frozen=True, slots=True)
class English:
    """Words of record, which stay English whatever the page speaks."""

    text: str
    tag: Literal["span", "strong"] = "span"


@dataclass(frozen=True, slots=True)
class File:
    """A file of ours to keep; its address is ours too, never a shop's."""

    label: str
    address: str


Piece = str | Link | Chip | Strong | English | File


def html_of(piece: Piece) -> str:
    """One piece as HTML."""
    match piece:
        case str():
            return f"<span dir='auto'>{unbroken(piece)}</span>"
        case Link(label, url) if is_web(url):
            return (
                f"<a href='{escape(url or '')}' target='_blank' rel='noopener noreferrer nofollow'>{escape(label)}</a>"
            )
        case Link(label, _):
            return escape(label)
        case File(label, address):
            return f"<a href='{escape(address)}' target='_self' download>{escape(label)}</a>"
        case Chip(verdict):
            return f"<span class='pw-chip pw-{verdict.tone}'>{escape(verdict.word)}</span>"
        case Strong(text):
            return f"<strong>{unbroken(text)}</strong>"
        case English(text, tag):
            return f"<{tag} lang='en' dir='auto'>{unbroken(text)}</{tag}>"


def unbroken(text: str) -> str:
    """Text as HTML whose numbers stay on one line with their percent signs and currencies.

    >>> unbroken("<b> 5.00 EUR, 4.0 %")
    '&lt;b&gt; 5.00&nbsp;EUR, 4.0&nbsp;%'
    """
    return re.sub(r"(?<=\d) (?=%|[A-Z]{3}\b)", "&nbsp;", escape(text))


def line(*pieces: Piece, kind: str = "line") -> str:
    """Pieces on one line."""
    return f"<div class='pw-{kind}'>{' '.join(map(html_of, pieces))}</div>"


def picture(name: str | None, side: int) -> str:
    """Our small copy of a picture in a square, or the room for one. It says no more than the name beside it."""
    if name is None:
        return "<span class='pw-picture'></span>"
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    source = f"{base and f'/{base}'}/pictures/{name}.webp"
    return f"<img class='pw-picture' src='{escape(source)}' alt='' width='{side}' height='{side}' loading='lazy'>"


def heading(text: str) -> None:
    """The page's own title, as the only first-rank heading."""
    st.html(f"<h1 class='pw-title' dir='auto'>{escape(plain(text, 300))}</h1>")


def tongues(languages: dict[str, str], spoken: str, query: dict[str, str]) -> None:
    """Ways to the same page in the other languages. The page is fetched anew, since its frame says its language too."""
    others = ((code, name, urlencode({**query, "lang": code})) for code, name in languages.items() if code != spoken)
    ways = (f"<a lang='{code}' target='_self' href='?{escape(to)}'>{name}</a>" for code, name, to in others)
    st.html(f"<div class='pw-tongues'>{' '.join(ways)}</div>", width="content")


def section(text: str, note: str = "") -> None:
    """A part of a page, and what is to be known about it."""
    told = f"<p class='pw-note'>{escape(note)}</p>" if note else ""
    st.html(f"<h2 class='pw-section'>{escape(text)}</h2>{told}")


def sentence(text: str, kind: str = "lead") -> None:
    """One paragraph."""
    st.html(f"<p class='pw-{kind}' dir='auto'>{escape(text)}</p>")


def show(*lines: str) -> None:
    """Lines made by `line`, close together."""
    st.html(f"<div class='pw-lines'>{''.join(lines)}</div>")


def versus(*figures: tuple[str, str]) -> None:
    """Numbers side by side, each with what it is."""
    boxes = "".join(
        f"<div><strong>{unbroken(number)}</strong> <span dir='auto'>{unbroken(what)}</span></div>"
        for number, what in figures
    )
    st.html(f"<div class='pw-versus'>{boxes}</div>")


def table(
    caption: str, columns: Sequence[str], rows: Iterable[Sequence[Piece]], *, numbers: Sequence[str] = ()
) -> None:
    """A table that folds into one block per row on a narrow screen. `numbers` are set flush right."""
    kinds = ["pw-number" if column in numbers else "pw-words" for column in columns]
    head = "".join(
        f"<th role='columnheader' scope='col' class='{kind}'>{escape(column)}</th>"
        for column, kind in zip(columns, kinds, strict=True)
    )
    body = "".join(f"<tr role='row'>{cells(row, columns, kinds)}</tr>" for row in rows)
    st.html(
        f"<table class='pw-table' role='table'><caption>{escape(caption)}</caption>"
        f"<thead role='rowgroup'><tr role='row'>{head}</tr></thead><tbody role='rowgroup'>{body}</tbody></table>"
    )


def cells(row: Sequence[Piece], columns: Sequence[str], kinds: Sequence[str]) -> str:
    """The cells of one row, each with its column's name for narrow screens."""
    return "".join(
        f"<td role='cell' class='{kind}' data-label='{escape(column)}'>{html_of(piece)}</td>"
        for piece, column, kind in zip(row, columns, kinds, strict=True)
    )


def wide(caption: str, columns: Sequence[str], rows: Iterable[Sequence[Piece]], *, numbers: Sequence[int] = ()) -> None:
    """A table of any width, that scrolls within itself; `numbers` are the places of columns set flush right."""
    kinds = ["pw-number" if place in numbers else "pw-words" for place in range(len(columns))]
    head = "".join(
        f"<th scope='col' class='{kind}'>{escape(column)}</th>" for column, kind in zip(columns, kinds, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td class='{kind}'>{html_of(piece)}</td>" for piece, kind in zip(row, kinds, strict=True))
        + "</tr>"
        for row in rows
    )
    st.html(
        f"<div class='pw-wide' role='region' tabindex='0' aria-label='{escape(caption)}'><table>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def folded(entries: Iterable[tuple[str, Piece, str]], *, is_open: bool = False) -> None:
    """Entries that open: name, what it is about, and HTML made by `line` or `defined`."""
    state = " open" if is_open else ""
    st.html(
        "".join(
            f"<details class='pw-folded'{state}><summary><code>{escape(name)}</code> {html_of(about)}</summary>"
            f"<div class='pw-lines'>{body}</div></details>"
            for name, about, body in entries
        )
    )


def defined(terms: Iterable[tuple[str, Piece]]) -> str:
    """Names with what they are, in columns where there is room."""
    pairs = "".join(f"<div><dt><code>{escape(name)}</code></dt><dd>{html_of(what)}</dd></div>" for name, what in terms)
    return f"<dl class='pw-defined'>{pairs}</dl>"
