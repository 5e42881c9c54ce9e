"""The case file in print: what a clerk can read from the first page to the last without a computer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from pricewatch.casefile import texts
from pricewatch.casefile.letters import FONTS, printable
from pricewatch.casefile.rerun import Rerun
from pricewatch.evidence import Capture, Evidence
from pricewatch.sighted import Row
from pricewatch.statements import statements
from pricewatch.textlines import amount

FONT = "DejaVu"
MOST_EXCERPTS = 6
IDS = ("finding_id", "offer_id", "offer_id_before", "product_id", "published", "retailer", "store", "sku")
"""Columns that say which finding it is; they stand in its head."""


class Report(FPDF):
    """Pages in one font, numbered, with the day of the database in place of the clock's."""

    def __init__(self, title: str, built_at: datetime) -> None:
        super().__init__(format="A4")
        for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
            self.add_font(FONT, style, FONTS / name)
        self.set_creation_date(built_at.replace(tzinfo=UTC))
        self.set_title(title)
        self.set_lang("en")
        self.set_margins(18, 16, 18)
        self.set_auto_page_break(True, 18)
        self.alias_nb_pages()
        self.head = title

    def footer(self) -> None:
        """What this is, and which page."""
        self.set_y(-12)
        self.set_font(FONT, size=7)
        self.cell(0, 5, f"{self.head} - page {self.page_no()} of {{nb}}", align="C")

    def heading(self, text: str, size: int = 11, room: int = 25) -> None:
        """A title above what follows; on the next page where this one has no room (in mm) for the two."""
        if self.will_page_break(room):
            self.add_page()
        self.set_font(FONT, "B", size)
        self.ln(2)
        self.multi_cell(0, size * 0.5, printable(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(1)

    def say(self, text: str, size: float = 9) -> None:
        """A paragraph."""
        self.set_font(FONT, size=size)
        self.multi_cell(0, size * 0.52, printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(1)

    def rows(
        self, rows: Iterable[Sequence[str]], widths: Sequence[int], head: Sequence[str], size: float = 7.5
    ) -> None:
        """A table."""
        self.set_font(FONT, size=size)
        bold = FontFace(emphasis="BOLD")
        with self.table(
            col_widths=tuple(widths), line_height=size * 0.5, headings_style=bold, text_align="LEFT"
        ) as table:
            for row in (head, *rows):
                table.row([printable(cell) for cell in row])
        self.ln(2)


def report(
    cases: Sequence[Evidence],
    reruns: Sequence[Rerun | None],
    charts: Sequence[Mapping[str, bytes]],
    meta: Row,
    rules: Mapping[str, Row],
) -> bytes:
    """The PDF of some findings, one after the other."""
    title = (
        f"Case file of {len(cases)} finding{'s' if len(cases) > 1 else ''}, database generation {meta['generation']}"
    )
    pdf = Report(title, meta["built_at"])
    for case, made, chart in zip(cases, reruns, charts, strict=True):
        pdf.add_page()
        tell(pdf, case, made, chart["png"], meta, rules)
    return bytes(pdf.output())


def tell(pdf: Report, case: Evidence, made: Rerun | None, chart: bytes, meta: Row, rules: Mapping[str, Row]) -> None:
    """One finding."""
    found, rule = case.row, rules[case.row["rule_id"]]
    pdf.heading(f"Finding {case.finding_id}", 15)
    pdf.say(found["sentence"], 10.5)
    pdf.heading("What was tested")
    pdf.say(f"Rule {found['rule_id']}, version {found['rule_version']}, the {rule['test']}: {rule['asks']}")
    pdf.say(f"Rule set {found['rule_set']}. {rule['source'] or 'No law of the place is said to ask for it.'}")
    pdf.heading("Offers")
    pdf.rows(map(offer_row, case.offers), (30, 62, 32, 52), ("Shop", "Name", "Code", "Address"))
    pdf.heading("Prices over time", room=95)
    pdf.image(chart, w=pdf.epw, alt_text="The prices of the offers over time")
    pdf.heading("Numbers")
    pdf.rows(numbers_of(case.numbers), (60, 116), ("Column", "Value"))
    pdf.heading("How long each price stood")
    pdf.rows(map(spell_row, case.spells), (24, 24, 26, 26, 26, 50), SPELL)
    tell_captures(pdf, case)
    pdf.heading("Limits")
    for line in texts.limits_of(case, made):
        pdf.say(f"- {line}")
    pdf.heading("Publication and right of reply")
    said = [each for about in (case.finding_id, found["retailer"]) for each in statements(case.data, about)]
    for line in texts.reply_of(rule["publications"].get(case.finding_id), said):
        pdf.say(line)
    pdf.heading("How to check it")
    pdf.say(
        "python recompute.py in the case file runs the rule again on the tables packed with it and says PASS or FAIL;"
        f" sha256sum -c SHA256SUMS checks the files. Database generation {meta['generation']}, built"
        f" {meta['built_at']:%Y-%m-%d %H:%M} UTC by pricewatch {meta['code']}, method {meta['model_version']}."
    )


SPELL = ("First seen", "Last seen", "Price", "Was-price", "Times seen", "Stock")


def tell_captures(pdf: Report, case: Evidence) -> None:
    """The captures with their hashes, and the words around the price in those nearest to the finding."""
    pdf.heading("Captures")
    if not case.captures:
        pdf.say("The sightings were " + texts.IMPORTED if case.sources else "The lake holds no sighting of this offer.")
        pdf.rows([(s.file, f"{s.rows:,}", s.sha256) for s in case.sources], (60, 16, 100), ("File", "Rows", "SHA-256"))
        return
    pdf.say("For each price the first and the last response that showed it. SHA-256 of the body as kept.")
    pdf.rows(
        map(capture_row, case.captures), (34, 18, 90, 34), ("Time (UTC)", "Price", "SHA-256, address", "Reader"), 6.5
    )
    for capture in sorted(case.captures, key=lambda each: abs(each.at.date() - case.row["found_on"]))[:MOST_EXCERPTS]:
        for kind, text in (("shown", capture.excerpt.text), ("markup", capture.excerpt.markup)):
            if text:
                pdf.say(f"{capture.at:%Y-%m-%d %H:%M:%S} UTC, {kind}: {text}", 7.5)


def offer_row(offer: Row) -> tuple[str, ...]:
    """An offer as a line of its table."""
    shop = ", ".join(str(part) for part in (offer["retailer_name"] or offer["retailer"], offer["store"]) if part)
    return shop, str(offer["name"] or ""), str(offer["sku"] or ""), str(offer["url"] or "")


def spell_row(spell: Row) -> tuple[str, ...]:
    """A spell as a line of its table."""
    price, was = (value(spell[name]) for name in ("price", "was_price"))
    stock = str(spell["availability"] or "not said").replace("_", " ")
    return f"{spell['seen_from']}", f"{spell['seen_to']}", price, was, f"{spell['sightings']:,}", stock


def capture_row(capture: Capture) -> tuple[str, ...]:
    """A capture as a line of its table."""
    sha256 = capture.sha256 if capture.is_intact else f"{capture.sha256} (NOT the digest of its record)"
    return f"{capture.at:%Y-%m-%d %H:%M:%S}", value(capture.price), f"{sha256} {capture.url}", str(capture.reader or "")


def numbers_of(row: Row) -> list[tuple[str, str]]:
    """What a finding says beside its name, as far as it says anything."""
    return [(name.replace("_", " "), value(each)) for name, each in row.items() if name not in IDS and each is not None]


def value(each: Any) -> str:
    """A value in print.

    >>> value(Decimal("12.5000")), value(4.0400001), value(True), value(None)
    ('12.50', '4.04', 'yes', '')
    """
    if isinstance(each, bool):
        return "yes" if each else "no"
    if isinstance(each, Decimal):
        return amount(each)
    if isinstance(each, float):
        return f"{each:.2f}"
    return "" if each is None else str(each)
