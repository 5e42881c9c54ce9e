"""Single values, tables and documents of feeds: what is written there, and what it stands for."""

import gzip
import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pricewatch.errors import Unreadable
from pricewatch.read.feed_bytes import decoded, gunzipped
from pricewatch.read.feed_html import text_and_facts
from pricewatch.read.feed_sale import asked, last_moment, mail_moment, moment
from pricewatch.read.feed_table import tables
from pricewatch.read.feed_values import amount, barcode, decimal_mark_of, linked, tidy
from pricewatch.read.feed_xml import local_name, parse_xml

AMOUNTS = [
    ("549.00 PKR", "549.00"),
    ("USD 1,299.00", "1299.00"),
    ("1.299,00 €", "1299.00"),
    ("1 299,00 Kč", "1299.00"),
    ("1’299.50", "1299.50"),
    ("1.234.567", "1234567"),
    ("1,23,456.50", "123456.50"),
    (",99", "0.99"),
    (".98", "0.98"),
    ("0.300", "0.300"),
    ("Rs.549", "549"),
    ("19.989999999999998", "19.99"),
    ("20.000000000000004", "20"),
    (1999, "1999"),
    (Decimal("2.50"), "2.50"),
    # nothing, several amounts, or none that money can be
    ("", None),
    ("--", None),
    ("free", None),
    ("2 for 5.00", None),
    ("02.05.2025", None),
    ("10:30", None),
    ("-4.00", None),
    (-4, None),
    ("9" * 5000, None),
    (10**400, None),
    (Decimal("1e999999"), None),
    (Decimal("NaN"), None),
    (True, None),
    (None, None),
    ([5], None),
]


@pytest.mark.parametrize(("written", "meant"), AMOUNTS, ids=lambda v: str(v)[:20])
def test_amounts(written, meant):
    assert amount(written) == (None if meant is None else Decimal(meant))


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["7,99", "5,409", "13,02"], ","),
        (["1,299.00", "5.50"], "."),
        (["1.299", "12"], "?"),
        (["MPC 2.5.2025=7,99€"], ","),
        ([], "?"),
    ],
)
def test_a_column_tells_its_decimal_mark(column, mark):
    assert decimal_mark_of(column, unless="?") == mark


def test_three_digits_after_the_mark_follow_the_column():
    assert amount("5,409", ",") == Decimal("5.409")
    assert amount("5,409", ".") == Decimal(5409)


def test_texts_are_one_clean_line():
    assert tidy(" A\n B &ndash; C\ud800 ") == "A B – C?"
    assert tidy("   ") is None
    assert tidy({"a": 1}) is None


def test_links_are_absolute_http_or_nothing():
    assert linked("https://a.example/b/", "c d") == "https://a.example/b/c%20d"
    assert linked("https://a.example/", "//cdn.example/i.jpg") == "https://cdn.example/i.jpg"
    assert linked("https://a.example/", None) is None
    assert linked("https://a.example/", "javascript:void(0)") is None
    assert linked("list.json", "/p") is None
    assert linked("https://a.example/", "http://[") is None


def test_barcodes_keep_their_digits():
    assert barcode(4006381333931) == "4006381333931"
    assert barcode("400 6381 333931") == "4006381333931"
    assert barcode("12345") is None


def test_encodings():
    assert decoded("Čaj".encode("utf-8-sig")) == "Čaj"
    assert decoded("Čaj".encode("utf-16")) == "Čaj"
    assert decoded("<a>Čaj".encode("utf-16-le")) == "<a>Čaj"
    assert decoded("Čaj".encode("cp1250"), fallback="cp1250") == "Čaj"
    assert decoded("תה".encode("cp1255"), declared="windows-1255") == "תה"
    assert decoded(("ČŠŽ" * 50).encode() + b"\xc4") == "ČŠŽ" * 50 + "\ufffd"


def test_gzip_of_several_parts_is_read_whole():
    assert gunzipped(gzip.compress(b"one ") + gzip.compress(b"two")) == b"one two"


def test_descriptions_give_text_and_facts():
    text, facts = text_and_facts(
        "<style>p{}</style><p>Warm.<br>Soft.</p><table><tr><th>Width</th><td>90 cm</td></tr></table>"
        "<dl><dt>Core</dt><dd>Latex</dd></dl><ul><li><b>Colour:</b> white</li><li>Washable</li></ul>"
    )
    assert text == "Warm.\nSoft.\nWidth 90 cm\nCore\nLatex\nColour: white\nWashable"
    assert facts == {"Width": "90 cm", "Core": "Latex", "Colour": "white"}


NOW = datetime(2026, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asks", "days", "now", "pays"),
    [
        (("4", "3"), (None, None), None, ("3", "4")),
        (("4", "3"), ("2026-01-10", "2026-01-12"), NOW, ("3", "4")),
        (("4", "3"), ("2026-01-13", None), NOW, ("4", None)),
        (("4", "3"), (None, "2026-01-11"), NOW, ("4", None)),
        (("4", "4"), (None, None), NOW, ("4", None)),
        (("4", "5"), (None, None), NOW, ("4", None)),
        (("4", "0"), (None, None), NOW, ("4", None)),
        ((None, "3"), (None, None), NOW, ("3", None)),
        ((None, "3"), (None, "2026-01-11"), NOW, (None, None)),
        ((None, None), (None, None), NOW, (None, None)),
    ],
)
def test_a_sale_counts_while_it_is_on(asks, days, now, pays):
    regular, sale, price, was = (None if text is None else Decimal(text) for text in (*asks, *pays))
    paid = asked(regular, sale, starts=moment(days[0]), ends=last_moment(days[1]), now=now)
    assert (paid.price, paid.was) == (price, was)
    assert bool(paid.doubts) == (price is None)


@pytest.mark.parametrize("text", ["Mon, 12 Jan 2026 08:00:00 " + "9" * 50, "soon", "", None])
def test_a_time_that_is_none_is_unknown(text):
    assert mail_moment(text) is None
    assert moment(text) is None


def test_a_dated_sale_without_a_clock_is_doubtful():
    paid = asked(Decimal(4), Decimal(3), ends=moment("2026-01-11T00:00+01:00"))
    assert paid.price == Decimal(3)
    assert "today is not known" in paid.doubts[0]


def known(row):
    return len({"name", "price", "sku"} & set(row)) // 2


def cells(body, name="list"):
    return [(t.headings, t.rows) for t in tables(body, name, known, fallback="cp1252")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_quoted_cells_and_titles_above_the_headings(delimiter):
    d = delimiter
    text = f'Prices of today\r\n\r\nname{d}price{d}sku\r\n"A{d} ""B""\r\nC"{d}1{d}x\r\nD{d}2{d}y\r\n'
    assert cells(text.encode()) == [(["name", "price", "sku"], [[f'A{d} "B"\nC', "1", "x"], ["D", "2", "y"]])]


def test_a_quote_that_is_never_closed_does_not_swallow_lines():
    rows = [["Bio tea", "1"], ['TV 32" inch', "2"], ["Cake", "3"]]
    assert cells(b'name;price\n"Bio tea;1\nTV 32" inch;2\nCake;3\n') == [(["name", "price"], rows)]


def test_records_in_xml_take_their_headings_from_all_of_them():
    body = b"<r><i><name>A</name><price>1</price></i><i sku='7'><price>2</price></i></r>"
    assert cells(body) == [(["name", "price", "sku"], [["A", "1", ""], ["", "2", "7"]])]


def test_an_archive_gives_the_tables_of_all_its_files():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.csv", "name,price\nA,1\n")
        packed.writestr("b.csv.gz", gzip.compress(b"name,price\nB,2\n"))
        packed.writestr("read me.txt", "nothing here")
    found = tables(archive.getvalue(), "all.zip", known, fallback="cp1252")
    assert [(table.name, table.rows) for table in found] == [("a.csv", [["A", "1"]]), ("b.csv.gz", [["B", "2"]])]


def test_xml_forgives_what_shops_get_wrong():
    root = parse_xml("<?xml version='1.0' encoding='utf-8'?><r><g:a>Salt & Café&nbsp;</g:a></r>".encode("cp1252"))
    assert [(local_name(child), child.text) for child in root] == [("a", "Salt & Café&nbsp;")]


@pytest.mark.parametrize("body", [b"", b"plain", b"<a><b></a>", b"<a>", b"<a></a><b></b>"])
def test_xml_that_is_broken_is_refused(body):
    with pytest.raises(Unreadable):
        parse_xml(body)


MAIN = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"


def workbook(rows, strings=""):
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as packed:
        packed.writestr("xl/workbook.xml", f"<workbook {MAIN}/>")
        packed.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{strings}</sst>")
        packed.writestr("xl/worksheets/sheet1.xml", f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>")
    return book.getvalue()


def test_a_workbook_gives_its_cells_as_it_shows_them():
    strings = "<si><t>name</t></si><si><r><t>Te</t></r><r><t>a</t></r><rPh><t>hint</t></rPh></si>"
    rows = (
        "<row><c r='A1' t='inlineStr'><is><t>Prices</t></is></c></row>"
        "<row><c r='A2' t='s'><v>0</v></c><c r='C2' t='str'><f>X</f><v>price</v></c><c t='str'><v>sku</v></c></row>"
        "<row><c r='A3' t='s'><v>1</v></c><c r='C3'><v>19.989999999999998</v></c>"
        "<c r='D3'><v>3.850108023558E12</v></c></row>"
        "<row><c r='B4'/><c r='C4' t='e'><v>#N/A</v></c></row>"
    )
    table = [["Tea", "", "19.99", "3850108023558"], []]
    assert cells(workbook(rows, strings)) == [(["name", "", "price", "sku"], table)]


@pytest.mark.parametrize(
    "cell", ["<c r='ZZZ9999999'/>", "<c r='1'/>", "<c r='A1' t='s'><v>7</v></c>", "<c><v>x1e5</v></c>", "<"]
)
def test_a_workbook_that_is_none_is_refused(cell):
    with pytest.raises(Unreadable):
        cells(workbook(f"<row>{cell}</row>"))


def test_the_excel_format_of_before_2007_is_refused():
    with pytest.raises(Unreadable, match="2007"):
        cells(b"\xd0\xcf\x11\xe0" + bytes(600))
