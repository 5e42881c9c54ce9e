"""Published tables in any of their wrappings: delimited text, workbooks, XML records, archives of these."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from zipfile import ZipFile

from lxml import etree

from pricewatch.errors import Unreadable
from pricewatch.read.feed_bounds import SHORTEST_ROW, WIDEST, check_parts
from pricewatch.read.feed_bytes import ZIP, decoded, gunzipped, open_zip
from pricewatch.read.feed_workbook import sheets
from pricewatch.read.feed_xml import leaves, parse_xml

DELIMITERS = ("\t", ";", "|", ",")
LEGACY_EXCEL = b"\xd0\xcf\x11\xe0"
FIRST_ROWS = 25  # a heading stands among these, below titles and empty rows
FIRST_ELEMENTS = 200  # the first record stands among these, below what is said of the store

Known = Callable[[Sequence[str]], int]
"""How many of a row's cells are headings that the caller knows; 0 where the row is no heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Headings, and the rows of cells below them. `name`: its file; `place`: what an XML list says of its store."""

    name: str
    headings: list[str]
    rows: list[list[str]]
    place: str | None = None


def tables(body: bytes, name: str, known: Known, *, fallback: str) -> Iterator[Table]:
    """Every table with known headings; an archive gives those of all its members. Raises Unreadable."""
    body = gunzipped(body)
    if not body.startswith(ZIP):
        yield from tables_of_file(body, name, known, fallback)
        return
    archive = open_zip(body)
    if is_workbook(archive):
        yield from tables_of_workbook(archive, name, known)
        return
    for member in archive.infolist():
        if not member.is_dir() and not member.filename.startswith("__MACOSX"):
            yield from tables_of_file(gunzipped(archive.read(member)), member.filename, known, fallback)


def is_workbook(archive: ZipFile) -> bool:
    """Is it a workbook, and not an archive of files?"""
    return "xl/workbook.xml" in archive.namelist()


def tables_of_workbook(archive: ZipFile, name: str, known: Known) -> Iterator[Table]:
    """The table of each sheet."""
    for rows in sheets(archive) if is_workbook(archive) else ():
        yield from below_headings(rows, name, known)


def tables_of_file(body: bytes, name: str, known: Known, fallback: str) -> Iterator[Table]:
    """The tables of one file."""
    if body.startswith(LEGACY_EXCEL):
        raise Unreadable(f"{name or 'The list'} is in Excel's format of before 2007, which is not read.")
    if body.startswith(ZIP):
        yield from tables_of_workbook(open_zip(body), name, known)
    elif decoded(body[:400], fallback=fallback).lstrip().startswith("<"):
        yield from records(parse_xml(body, fallback), name, known)
    else:
        text = decoded(body, fallback=fallback).replace("\r\n", "\n").replace("\r", "\n")
        check_parts(text.count("\n"), len(text), SHORTEST_ROW, "lines")
        head = "\n".join(text.split("\n", FIRST_ROWS)[:FIRST_ROWS])
        likely = max(DELIMITERS, key=lambda d: max((known(row) for row in split(head, d)), default=0))
        yield from below_headings(split(text, likely), name, known)


def heads_a_table(start: str, known: Known) -> bool:
    """Is there, among the first lines of a text, one with known headings?"""
    lines = start.replace("\r", "\n").split("\n")[: 2 * FIRST_ROWS]
    rows = (line.replace('"', "").split(delimiter, WIDEST) for line in lines for delimiter in DELIMITERS)
    return any(known(row) for row in rows)


def below_headings(rows: list[list[str]], name: str, known: Known) -> Iterator[Table]:
    """The table below the row that has most of the known headings; nothing where no row has any."""
    first = [known(row) if len(row) <= WIDEST else 0 for row in rows[:FIRST_ROWS]]
    place = max(range(len(first)), key=lambda i: first[i], default=0)
    if any(first):
        yield Table(name=name, headings=rows[place], rows=rows[place + 1 :])


def records(root: etree._Element, name: str, known: Known) -> Iterator[Table]:
    """Tables of the elements whose children carry known names, one for each parent (a store) that holds some."""
    start = (element for element in islice(root.iter(), FIRST_ELEMENTS) if len(element) <= WIDEST)
    sample = next((element for element in start if known([tag for tag, _ in leaves(element)])), None)
    if sample is None:
        return
    by_parent: dict[etree._Element | None, list[dict[str, str]]] = {}
    for element in root.iter(sample.tag):
        by_parent.setdefault(element.getparent(), []).append(dict(leaves(element)))
    headings = list(dict.fromkeys(tag for found in by_parent.values() for record in found for tag in record))
    if len(headings) > WIDEST:
        raise Unreadable(f"The records of {name or 'the list'} have {len(headings):,} different fields.")
    place_of = places()
    for parent, found in by_parent.items():
        rows = [[record.get(tag, "") for tag in headings] for record in found]
        yield Table(name=name, headings=headings, rows=rows, place=place_of(parent))


def places() -> Callable[[etree._Element | None], str | None]:
    """Finds the label and address of a store, as an element above its records states them."""

    @cache
    def place_of(element: etree._Element | None) -> str | None:
        if element is None:
            return None
        stated = {tag.casefold(): text.strip() for tag, text in leaves(element)}
        words = [stated[tag] for tag in ("oznaka", "adresa") if stated.get(tag)]
        return ", ".join(words) or place_of(element.getparent())

    return place_of


def split(text: str, delimiter: str) -> list[list[str]]:
    """Rows of cells, cut beyond the widest. A quote that is never closed does not swallow the lines after it."""
    lines = [line for line in text.split("\n") if line.strip()]
    if '"' not in text:
        return [line.split(delimiter, WIDEST) for line in lines]
    reader = csv.reader([line + "\n" for line in lines], delimiter=delimiter)
    rows: list[list[str]] = []
    line = 0
    try:
        for row in reader:
            if reader.line_num > line + 1 and rows and is_misquoted(row, lines[line], len(rows[-1]), delimiter):
                return [one_line(each, delimiter) for each in lines]
            rows.append(row[: WIDEST + 1])
            line = reader.line_num
    except csv.Error:
        return [one_line(each, delimiter) for each in lines]
    return rows


def is_misquoted(row: list[str], first_line: str, width: int, delimiter: str) -> bool:
    """Does a row of several lines come from a quote that was never closed, not from a line break in a cell?"""
    return len(row) != width or first_line.count(delimiter) + 1 == width


def one_line(line: str, delimiter: str) -> list[str]:
    """The cells of a line, whose quotes mean nothing where they are not in pairs."""
    if line.count('"') % 2 == 0 and len(line) < csv.field_size_limit():
        return next(csv.reader([line], delimiter=delimiter), [])[: WIDEST + 1]
    return [cell.strip('"') for cell in line.split(delimiter, WIDEST)]
