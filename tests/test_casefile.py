"""A finding's evidence, its case file, and what it takes to make them fail: shops with captures, and imported rows."""

import csv
import gzip
import io
import json
import shutil
import subprocess
import sys
import zipfile
import zlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pypdf
import pytest
from click.testing import CliRunner
from collect_shop import HTML, Shop, settings_for
from conftest import Given
from warcio.archiveiterator import ArchiveIterator

from pricewatch import build, citations, database, lake, statements
from pricewatch.casefile import case_bytes, check
from pricewatch.casefile.rerun import rerun
from pricewatch.cli import main
from pricewatch.collect.run import Collector
from pricewatch.demo.year import StreetClock
from pricewatch.errors import BadInput
from pricewatch.evidence import finding, gather
from pricewatch.recognise import all_scrapers
from pricewatch.replay import replay
from pricewatch.retailer import load_retailers
from pricewatch.sheets import harmless
from pricewatch.statements import Statement

FIRST, CLAIM, DAYS = date(2026, 1, 1), 35, 56
NAME = "Čaj Φλαμούρι 茶 Липа 100 g"
HOSTILE = '=HYPERLINK("http://evil.example")$x^2$\u202e<b>"; drop table offers; --'
JSON = {"Content-Type": "application/json"}


def page(price, was):
    offer = {"@type": "Offer", "price": price, "priceCurrency": "EUR", "availability": "https://schema.org/InStock"}
    block = {"@context": "https://schema.org", "@type": "Product", "name": NAME, "sku": "T-1", "offers": offer}
    struck = f"<del>was {was} €</del>" if was else ""
    return (
        f"<html lang=de><title>{NAME}</title><script type='application/ld+json'>{json.dumps(block)}</script>"
        f"<h1>{NAME}</h1><p class=price>{struck} <strong>{price} €</strong></p><button>Add to basket</button></html>"
    )


def feed(price, was):
    variant = {"id": 1, "product_id": 1, "sku": "=1+1", "option1": "100 g", "price": price, "compare_at_price": was}
    return json.dumps({"products": [{"title": HOSTILE, "handle": "tea", "variants": [variant]}]})


def serve(shop, day):
    price, was = ("2.50", "3.00") if day >= CLAIM else ("2.00", None)
    shop.pages["/tea"] = 200, HTML, page(price, was)
    shop.pages["/products.json?limit=250&page=1"] = 200, JSON, feed(price, was)
    shop.pages["/products.json?limit=250&page=2"] = 200, JSON, '{"products": []}'


def entry(shop, slug, scraper, publish, start):
    return (
        f'[{slug}]\nname = "{slug}"\nhome = "{shop.url()}"\ncountry = "DE"\ncurrency = "EUR"\npace = 0.0\n'
        f'scraper = "{scraper}"\npublish = "{publish}"\nstart = {json.dumps(start)}\n'
    )


class Street:
    """Two shops that were collected, one that was imported, and the generation of all three."""

    def __init__(self, data):
        self.data = data
        self.generation = database.current(data)
        self.con = database.connect(self.generation)

    @property
    def cases(self):
        """A finding of each shop."""
        return [self.finding(*each) for each in (("herbs", "D1"), ("feeder", "D1"), ("kilo", "H1"))]

    def finding(self, retailer, rule):
        ask = "select finding_id from findings where retailer = $1 and rule_id = $2 order by found_on, finding_id"
        return self.con.execute(ask, [retailer, rule]).fetchall()[0][0]


def collected(data):
    with Shop({}) as shop:
        data.mkdir()
        entries = [
            entry(shop, "herbs", "web_page", "extracts", [shop.url("/tea")]),
            entry(shop, "feeder", "shopify", "findings", []),
        ]
        (data / "retailers.toml").write_text("".join(entries), encoding="utf-8")
        clock, settings = StreetClock(FIRST), settings_for(shop)
        for retailer in load_retailers(data).values():
            scraper = all_scrapers()[retailer.scraper]
            with Collector(retailer, data=data, scraper=scraper, settings=settings, clock=clock) as collector:
                for day in range(DAYS):
                    serve(shop, day)
                    clock.day = FIRST + timedelta(day)
                    assert collector.visit().outcome == "ok"


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    data = tmp_path_factory.mktemp("street") / "data"
    collected(data)
    Given(data).seen("""
        retailer | country | sku | name  | price | captured_at
        kilo     | DE      | 1   | Wheel | 10.00 | 2026-01-01..2026-04-09
        kilo     | DE      | 1   | Wheel | 13.00 | 2026-04-10..2026-05-20
    """).built("2026-06-01").close()
    at = datetime(2026, 6, 2, tzinfo=UTC)
    said = "We asked 4.50.\n" + "It was an error. " * 400 + "The end."
    statements.record(data, Statement(about="herbs", text=said, source="letter 7", at=at))
    return Street(data)


@pytest.fixture(scope="module")
def packed(street):
    """The case file of a finding of each shop, as bytes."""
    return case_bytes(street.generation, street.data, street.cases)


@pytest.fixture
def unpacked(packed, tmp_path):
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path)
    return tmp_path


def recomputed(folder):
    """What recompute.py says where nothing but duckdb can be imported."""
    only = folder / "only"
    only.mkdir()
    for part in Path(duckdb.__file__).parent.parent.glob("*duckdb*"):
        (only / part.name).symlink_to(part)
    code = f"import sys, runpy; sys.path.append({str(only)!r}); runpy.run_path('recompute.py', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )


def test_a_finding_leads_to_the_captures_that_open_and_close_each_price(street):
    case = gather(street.generation, street.data, street.finding("herbs", "D1"))

    assert DAYS == len(case.sightings)
    assert [Decimal("2.00"), Decimal("2.50")] == [spell["price"] for spell in case.spells]
    assert [0, CLAIM - 1, CLAIM, DAYS - 1] == [(each.at.date() - FIRST).days for each in case.captures]
    assert all(each.is_intact and each.reader.startswith("web_page ") for each in case.captures)
    assert [] == case.missing_captures


def test_the_words_and_the_markup_around_the_price_are_shown(street):
    last = gather(street.generation, street.data, street.finding("herbs", "D1")).captures[-1].excerpt

    assert f"{NAME} was 3.00 € 2.50 €" in last.text
    assert '"price": "2.50"' in last.markup


def test_what_was_imported_leads_to_its_file_and_says_so(street, unpacked):
    finding = street.finding("kilo", "H1")
    case = gather(street.generation, street.data, finding)

    assert [] == case.captures
    assert [(False, 140)] == [(source.captured, source.rows) for source in case.sources]
    assert case.sources[0].sha256 in (unpacked / finding / "sources.csv").read_text(encoding="utf-8-sig")
    assert "imported, not captured" in " ".join((unpacked / "README.txt").read_text(encoding="utf-8").split())


def test_the_command_makes_the_same_case_file_again(street, packed, tmp_path):
    out = tmp_path / "case.zip"
    made = CliRunner().invoke(main, ["case", *street.cases, "--out", str(out), "--data", str(street.data)])

    assert 0 == made.exit_code, made.output
    assert packed == out.read_bytes()
    assert "report.pdf" in unzipped(packed)
    assert {1} == citations.cited(street.data)


def test_a_case_file_recomputes_with_duckdb_alone(unpacked):
    ran = recomputed(unpacked)

    assert (0, "") == (ran.returncode, ran.stderr)
    assert ran.stdout.endswith("\nPASS\n") and "FAIL" not in ran.stdout
    assert 3 == ran.stdout.count("values are the same")


def test_every_other_rule_that_found_something_can_be_run_again_too(street):
    ask = "select min(finding_id) from findings where rule_id not in ('D1', 'H1') group by rule_id, found_in"
    rows = [finding(street.con, each) for (each,) in street.con.execute(ask).fetchall()]
    made = [rerun(street.con.cursor(), row) for row in rows]

    assert {"D2", "D3"} <= {row["rule_id"] for row in rows}
    assert [()] * len(rows) == [each and each.taken for each in made]


def test_a_number_that_does_not_follow_fails(unpacked, street):
    path = unpacked / street.finding("herbs", "D1") / "expected.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"lowest_30d": "2.0000"', '"lowest_30d": "1.0000"'))
    ran = recomputed(unpacked)

    assert 1 == ran.returncode
    assert "lowest_30d: 1.0000 was found, now 2.0000" in ran.stdout
    assert "expected.json is not the file that was packed" in ran.stdout


def test_the_records_are_those_that_prove_it_with_digests_that_hold(unpacked):
    with (unpacked / "captures.warc.gz").open("rb") as file:
        records = [
            (each.rec_type, each.content_stream().read()) for each in ArchiveIterator(file, check_digests="raise")
        ]
    bodies = [body for kind, body in records if kind == "response"]

    assert {"warcinfo", "response", "request", "metadata"} == {kind for kind, _ in records}
    assert 8 == len(bodies)
    assert 4 == sum(NAME.encode() in body for body in bodies)


def test_what_a_shop_wrote_is_text_in_every_file(street, unpacked, packed):
    folder = unpacked / street.finding("feeder", "D1")
    (row,) = list(csv.DictReader(io.StringIO((folder / "finding.csv").read_text(encoding="utf-8-sig"))))
    seen = next(csv.DictReader(io.StringIO((folder / "sightings.csv").read_text(encoding="utf-8-sig"))))

    assert ("'=1+1", f"'{HOSTILE}") == (row["sku"], seen["name"])
    assert "=1+1" == duckdb.sql(f"select sku from '{folder}/finding.parquet'").fetchall()[0][0]
    assert all(name.replace("_", "a").replace("/", "a").replace(".", "a").isalnum() for name in unzipped(packed))


def unzipped(content):
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@sum", "\t=1", " =1", "＝1", "|cmd"])
def test_text_that_a_spreadsheet_would_run_is_marked(text):
    assert f"'{text}" == harmless(text)


def test_the_report_prints_every_script_and_the_hashes(street, unpacked):
    text = "\n".join(each.extract_text() for each in pypdf.PdfReader(unpacked / "report.pdf").pages)
    case = gather(street.generation, street.data, street.finding("herbs", "D1"))

    assert "Čaj Φλαμούρι [U+8336] Липа 100 g" in text
    assert "\u202e" not in text
    assert all(each.sha256 in "".join(text.split()) for each in case.captures)
    assert "30-day prior price test" in text


def test_the_report_has_all_that_the_shop_says_to_it(unpacked):
    pages = (each.extract_text() for each in pypdf.PdfReader(unpacked / "report.pdf").pages)
    text = " ".join(" ".join(pages).split())

    assert "The shop says (received 2026-06-02; source: letter 7): We asked 4.50." in text
    assert 400 <= text.count("error.") and "The end." in text


def test_a_draft_of_a_certificate_tells_the_process_and_leaves_the_rest_to_its_signer(unpacked):
    text = (unpacked / "certificate.txt").read_text(encoding="utf-8")

    assert "DRAFT - NOT SIGNED" in text and "Signature: ____" in text
    assert f"Visits of herbs from 2026-01-01 to 2026-02-25, by outcome: {DAYS} ok." in text
    assert "all 8 agreed with the digest" in text


def test_findings_are_recomputed_from_their_own_captures(street):
    checked = CliRunner().invoke(main, ["case", *street.cases, "--check", "--data", str(street.data)])

    assert 0 == checked.exit_code, checked.output
    assert street.cases == [line.removeprefix("PASS ") for line in checked.output.splitlines() if line[:4] == "PASS"]
    assert f"{DAYS} of {DAYS} captures read again" in checked.output
    assert "140 sightings were imported, not captured" in checked.output


def test_a_changed_capture_and_a_missing_one_fail_the_check(street, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(street.data, data, symlinks=True)
    (path,) = (data / "captures" / "herbs").glob("*.warc.gz")
    body = b"".join(tampered(path))
    path.write_bytes(body)
    for lost in (data / "captures" / "feeder").glob("*.warc.gz"):
        lost.unlink()
    changed = check(database.current(data), data, street.finding("herbs", "D1"))
    missing = check(database.current(data), data, street.finding("feeder", "D1"))

    assert not changed.passed and not missing.passed
    assert any("price was read as 2.0000, now 1.0000" in line for line in changed.wrong)
    assert any("not the one that was hashed" in line for line in changed.wrong)
    assert any("is not the file that was sealed" in line for line in changed.wrong)
    assert any("lowest_30d was found as 2.0000, now 1.0000" in line for line in changed.wrong)
    assert any("not in the archive" in line for line in missing.wrong)


def tampered(path):
    """The members of a WARC file, the price of two pages changed to another of the same length."""
    rest, pages = path.read_bytes(), 0
    while rest:
        unzip = zlib.decompressobj(zlib.MAX_WBITS + 16)
        record, rest = unzip.decompress(rest), unzip.unused_data
        pages += b"<strong>2.00" in record
        if pages in (11, 12) and b"<strong>2.00" in record:
            record = record.replace(b"2.00", b"1.00")
        yield gzip.compress(record, mtime=0)


def test_captures_are_read_again_and_what_differs_is_counted(street, tmp_path):
    before = {each.retailer: each for each in replay(street.data)}
    data = tmp_path / "data"
    shutil.copytree(street.data, data, symlinks=True)
    (path,) = lake.folder_of(data, "herbs").glob("*.parquet")
    duckdb.sql(f"copy (select * replace (price + 1 as price) from '{path}') to '{path}.new' (format parquet)")
    Path(f"{path}.new").rename(path)
    after = {each.retailer: each for each in replay(data, ["herbs"])}
    told = CliRunner().invoke(main, ["replay", "herbs", "--data", str(data)])

    assert {"herbs": (DAYS, DAYS, 0, 0), "feeder": (2 * DAYS, 2 * DAYS, 0, 0)} == {
        slug: (each.captures, each.equal, each.changed, each.failed) for slug, each in before.items()
    }
    assert {"herbs": (DAYS, {"price": DAYS})} == {
        slug: (each.changed, dict(each.fields)) for slug, each in after.items()
    }
    assert f"{DAYS} captures read again, 0 equal, {DAYS} changed, 0 failed. What differs: price {DAYS}." in told.output


@pytest.mark.parametrize(
    ("ids", "says"),
    [
        (["../../etc"], "is no finding"),
        (["0" * 16], "There is no finding"),
        ([], "1 to 20 findings"),
        ([f"{n:016x}" for n in range(21)], "1 to 20 findings"),
    ],
)
def test_a_bad_id_gives_a_sentence(street, ids, says):
    with pytest.raises(BadInput, match=says):
        case_bytes(street.generation, street.data, ids)


def test_strangers_get_what_is_published_and_may_leave(street):
    inside = unzipped(case_bytes(street.generation, street.data, [street.finding("herbs", "D1")], public=True))

    assert "captures.warc.gz" in inside
    with pytest.raises(BadInput, match="lets no extracts be published"):
        case_bytes(street.generation, street.data, [street.finding("feeder", "D1")], public=True)
    with pytest.raises(BadInput, match="is not published"):
        case_bytes(street.generation, street.data, [street.finding("kilo", "H1")], public=True)


def test_a_generation_that_a_case_cites_is_kept(tmp_path):
    folder = tmp_path / "generations"
    folder.mkdir()
    paths = [folder / f"pricewatch-{number:06}.duckdb" for number in range(1, build.KEEP + 4)]
    for path in paths:
        path.touch()
    citations.cite(tmp_path, 2, ["0123456789abcdef"])
    citations.cite(tmp_path, 2, ["0123456789abcdef"])
    build.publish(tmp_path, paths[-1])

    assert [2, *range(4, build.KEEP + 4)] == [number for number, _ in database.generations(tmp_path)]
    assert 1 == len(citations.log_of(tmp_path).read_text(encoding="utf-8").splitlines())
