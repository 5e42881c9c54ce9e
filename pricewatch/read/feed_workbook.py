"""The cells of a workbook (.xlsx), row by row and within bounds.

Own code for a small part of the format, because readers in native code reserve room for every cell up to the farthest
one: a file of 2 KB that names cell ZZZ9999999 ended the whole process in the one that was tried.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO
from zipfile import ZipFile

from lxml import etree

from pricewatch.errors import Unreadable
from pricewatch.read.feed_bounds import SHORTEST_ROW, WIDEST, check_parts


def sheets(archive: ZipFile) -> Iterator[list[list[str]]]:
    """The rows of each sheet, as text; a number has the 15 digits that a workbook keeps."""
    try:
        strings = shared_strings(archive)
        for name in sorted(archive.namelist()):
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                with archive.open(name) as sheet:
                    size = archive.getinfo(name).file_size
                    rows: list[list[str]] = []
                    for row in elements(sheet, "row"):
                        rows.append(row_of(row, strings))
                        check_parts(len(rows), size, SHORTEST_ROW, "rows")
                    yield rows
    except (etree.LxmlError, ValueError, IndexError) as problem:
        raise Unreadable(f"The workbook cannot be read: {problem}.") from problem


def elements(document: IO[bytes], name: str) -> Iterator[etree._Element]:
    """The elements of that name, each forgotten after its use."""
    found = etree.iterparse(
        document, events=("end",), tag=f"{{*}}{name}", resolve_entities=False, no_network=True, load_dtd=False
    )
    for _, element in found:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def shared_strings(archive: ZipFile) -> list[str]:
    """The texts that cells refer to by number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    with archive.open("xl/sharedStrings.xml") as strings:
        return [text_in(element) for element in elements(strings, "si")]


def text_in(element: etree._Element) -> str:
    """All text of a string, its differently formatted runs together; hints for its pronunciation are left out."""
    if len(element) == 1 and len(element[0]) == 0:
        return element[0].text or ""
    hints = {run for hint in element.iter("{*}rPh") for run in hint}
    return "".join(run.text or "" for run in element.iter("{*}t") if run not in hints)


def row_of(row: etree._Element, strings: list[str]) -> list[str]:
    """A row's cells; one without an address stands beside the one before it."""
    cells: list[str] = []
    for cell in row:
        address = cell.get("r")
        place = column(address) if address else len(cells)
        if place >= WIDEST:
            raise Unreadable(f"The workbook has a cell at {address}; no price list is as wide.")
        if text := cell_text(cell, strings):
            cells.extend([""] * (place + 1 - len(cells)))
            cells[place] = text
    return cells


def column(address: str) -> int:
    """The place of a cell's column: A1 is 0, AB7 is 27."""
    return column_of(address.rstrip("0123456789"))


@lru_cache(maxsize=1000)
def column_of(letters: str) -> int:
    """As `column`, of the letters alone."""
    if not re.fullmatch(r"[A-Z]{1,3}", letters):
        raise ValueError(f"a cell has the address {letters[:20]!r}")
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def cell_text(cell: etree._Element, strings: list[str]) -> str:
    """A cell's value as text; errors and empty cells say nothing."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return text_in(cell)
    value = next((part.text for part in reversed(cell) if str(part.tag).endswith("}v")), None)
    if value is None or kind == "e":
        return ""
    if kind == "s":
        return strings[int(value)]
    return plain_number(value) if kind == "n" else value


def plain_number(value: str) -> str:
    """A number without the noise of binary floats, and never with an exponent that hides a barcode.

    >>> plain_number("19.989999999999998"), plain_number("3.850108023558E12"), plain_number("7.9")
    ('19.99', '3850108023558', '7.9')
    """
    return format(float(value), ".15g") if len(value) > 15 or "E" in value or "e" in value else value
