"""Small copies of product pictures: kept where the shop's entry allows it, drawn anew, and served by us."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zlib import crc32

import duckdb
import httpx
import pytest
from click.testing import CliRunner
from collect_shop import HTML, Shop, settings_for
from conftest import Given
from PIL import Image
from serving import serving

from pricewatch import gallery, pictures, served
from pricewatch.cli import main
from pricewatch.collect.pictures import fetch_all
from pricewatch.errors import BadInput
from pricewatch.questions import shopping
from pricewatch.retailer import load_retailers

ENTRY = '[{slug}]\nname = "{slug}"\nhome = "{home}"\npublish = "{publish}"\npictures = {leave}\npace = 0\n'
SECRET = b"taken at 45.8150, 15.9819"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
DAY = datetime(2026, 5, 2, tzinfo=UTC)


def drawn(form, size=(900, 600), **more):
    """A picture as a shop would upload it."""
    written = BytesIO()
    Image.new("RGB", size, "teal").save(written, form, **more)
    return written.getvalue()


def bomb(width, height):
    """A PNG that says to be huge, and holds next to nothing."""
    whole = drawn("PNG", (20, 20))
    head = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + whole[24:29]
    return whole[:12] + head + crc32(head).to_bytes(4) + whole[33:]


def many_scans(times):
    """A progressive JPEG that draws its last scan again and again, over millions of pixels."""
    whole = drawn("JPEG", (4_000, 4_000), progressive=True)
    return whole[:-2] + whole[whole.rindex(b"\xff\xda") : -2] * times + whole[-2:]


def image(body, kind="image/jpeg"):
    return 200, {"Content-Type": kind}, body


GOOD = {
    "/photo.jpg": drawn("JPEG", exif=b"Exif\0\0" + SECRET, comment=SECRET),
    "/clear.png": drawn("PNG", (40, 60), transparency=(0, 128, 128)),
    "/new.webp": drawn("WEBP"),
    "/moving.gif": drawn("GIF", save_all=True, append_images=[Image.new("RGB", (900, 600), "red")]),
    "/called.svg": drawn("PNG"),
}
REFUSED = {
    "/vector.jpg": (image(SVG), "unreadable"),
    "/page.jpg": (image(b"<html><h1>Not here</h1></html>"), "unreadable"),
    "/scan.tiff": (image(drawn("TIFF")), "unreadable"),
    "/torn.png": (image(drawn("PNG")[:200]), "unreadable"),
    "/pixel.gif": (image(drawn("GIF", (1, 1))), "unreadable"),
    "/nothing.jpg": (image(b""), "unreadable"),
    "/bomb.png": (image(bomb(6_000, 6_000)), "too_large"),
    "/huge-bomb.png": (image(bomb(60_000, 60_000)), "too_large"),
    "/scans.jpg": (image(many_scans(20_000)), "too_large"),
    "/heavy.jpg": (image(drawn("JPEG") + bytes(5_000_000)), "too_large"),
    "/gone.jpg": ((404, HTML, "no"), "gone"),
}
HOSTILE = {
    "http://10.0.0.1/router.png": "refused",
    "http://169.254.169.254/latest/meta-data.png": "refused",
    "http://[::1]/own.png": "refused",
    "http://user:word@127.0.0.1/own.png": "refused",
    "data:image/png;base64,AAAA": None,
    "file:///etc/passwd": None,
    "javascript:alert(1)": None,
}


@pytest.fixture(scope="module")
def shops():
    """The shop, and a host beside it that wants no robots."""
    away = {"/robots.txt": (200, HTML, "User-agent: *\nDisallow: /"), "/closed.png": image(GOOD["/new.webp"])}
    with Shop({}) as shop, Shop(away) as other:
        yield shop, other


@pytest.fixture(scope="module")
def built(tmp_path_factory, shops):
    """A data folder whose database names all these pictures."""
    data, (shop, other) = tmp_path_factory.mktemp("pictures"), shops
    entry = ENTRY.format
    (data / "retailers.toml").write_text(
        entry(slug="open", home=shop.url(), publish="extracts", leave="true")
        + entry(slug="quiet", home=shop.url(), publish="findings", leave="true")
        + entry(slug="shy", home=shop.url(), publish="all", leave="false")
    )
    shown = [*map(shop.url, [*GOOD, *REFUSED, "/moved.jpg"]), other.url("/closed.png"), *HOSTILE]
    rows = [("open", url) for url in shown] + [("quiet", shop.url("/quiet.png")), ("shy", shop.url("/shy.png"))]
    table = [f"{slug} | {n} | Thing {n} | {url} | 1.00 | 2026-05-01" for n, (slug, url) in enumerate(rows)]
    Given(data).seen("\n".join(["retailer | sku | name | image | price | captured_at", *table])).built().close()
    return data


@pytest.fixture
def data(built, shops):
    """The same, with nothing kept yet."""
    shop, other = shops
    for name in ("pictures", "log"):
        shutil.rmtree(built / name, ignore_errors=True)
    shop.pages.clear()
    shop.pages.update({path: image(body) for path, body in {**GOOD, "/quiet.png": GOOD["/new.webp"]}.items()})
    shop.pages.update({path: page for path, (page, _) in REFUSED.items()})
    shop.pages.update(
        {"/shy.png": image(GOOD["/new.webp"]), "/moved.jpg": (302, {"Location": other.url("/b.png")}, "")}
    )
    shop.asked.clear()
    other.asked.clear()
    return built


@pytest.fixture
def fetch(data, shops):
    """fetch(day, most): one run of the command's work."""
    settings = settings_for(*shops, contact="mailto:test@example.org", attempts=1)
    return lambda day=DAY, most=100: fetch_all(data, settings=settings, clock=lambda: day, most=most)


def name_of(data, url):
    """What our copy of the picture at an address is called."""
    with duckdb.connect(str((data / "current.duckdb").resolve()), read_only=True) as con:
        return con.execute("select picture from offers where image = ?", [url]).fetchone()[0]


def log(data, slug="open"):
    """The log's last line of each address."""
    lines = (data / "log" / "pictures" / f"{slug}.ndjson").read_text(encoding="utf-8").splitlines()
    return {fact["url"]: fact for fact in map(json.loads, lines)}


def kept(data):
    return {path.stem for path in (data / "pictures").rglob("*.*")}


def test_pictures_are_kept_small_and_drawn_anew(data, fetch, shops):
    fetch()
    for path in GOOD:
        file = gallery.file_of(data, name_of(data, shops[0].url(path)))
        with Image.open(file) as picture:
            picture.load()
            assert (picture.format, max(picture.size) <= 200, getattr(picture, "n_frames", 1)) == ("WEBP", True, 1)
            assert {"exif", "icc_profile", "xmp", "comment"} & set(picture.info) == set()
        assert SECRET not in file.read_bytes()
    assert gallery.file_of(data, name_of(data, shops[0].url("/moving.gif"))).stat().st_size < 2_000


def test_what_is_no_picture_is_refused_with_its_reason(data, fetch, shops):
    fetch()
    facts = log(data)
    assert {path: facts[shops[0].url(path)]["outcome"] for path in REFUSED} == {
        path: outcome for path, (_, outcome) in REFUSED.items()
    }
    assert all(facts[shops[0].url(path)]["detail"] for path in REFUSED)
    assert kept(data) == {name_of(data, shops[0].url(path)) for path in [*GOOD, "/quiet.png"]}


def test_a_redirect_to_another_site_is_not_followed_and_robots_are_obeyed_there_too(data, fetch, shops):
    shop, other = shops
    fetch()
    assert log(data)[shop.url("/moved.jpg")]["outcome"] == "refused"
    assert log(data)[other.url("/closed.png")]["outcome"] == "robots_disallowed"
    assert other.asked == ["/robots.txt"]


def test_an_address_that_leads_inside_or_nowhere_is_never_asked(data, fetch):
    fetch()
    facts = log(data)
    assert {url: facts[url]["outcome"] if url in facts else None for url in HOSTILE} == HOSTILE


def test_a_shop_without_leave_is_never_asked(data, fetch, shops):
    told = fetch()
    assert "/shy.png" not in shops[0].asked
    assert name_of(data, shops[0].url("/shy.png")) not in kept(data)
    assert sorted(sentence.split(":")[0] for sentence in told) == ["open", "quiet"]


def test_what_could_not_be_had_is_asked_for_again_after_30_days_and_what_is_kept_never(data, fetch, shops):
    fetch()
    shops[0].asked.clear()
    assert "open: 0 pictures kept, 17 not asked for again yet." in fetch(DAY + timedelta(days=29))
    assert shops[0].asked == []
    fetch(DAY + timedelta(days=31))
    assert set(shops[0].asked) == {"/robots.txt", "/moved.jpg", *REFUSED}


def test_a_run_is_bounded_and_the_next_goes_on(data, fetch):
    assert any("21 left for the next run" in sentence for sentence in fetch(most=1))
    assert any("20 left for the next run" in sentence for sentence in fetch(most=1))
    assert len(log(data)) == 2


def test_a_killed_run_leaves_nothing_half_and_the_next_goes_on(data, fetch, shops):
    shop, waiting = shops[0], threading.Event()

    def stuck(handler):
        waiting.set()
        handler.connection.settimeout(20)
        handler.rfile.read(1)

    shop.pages["/quiet.png"] = stuck
    hosts = json.dumps([f"127.0.0.1:{each.port}" for each in shops])
    (data / "pricewatch.toml").write_text(f'contact = "mailto:t@example.org"\nattempts = 1\nallow_hosts = {hosts}\n')
    command = [sys.executable, "-m", "pricewatch", "pictures", "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        assert waiting.wait(20)
        os.kill(running.pid, signal.SIGKILL)
    half = gallery.file_of(data, name_of(data, shop.url("/quiet.png"))).with_suffix(".tmp")
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_bytes(b"RIFF")
    shop.pages["/quiet.png"] = image(GOOD["/new.webp"])
    (data / "pricewatch.toml").unlink()

    assert "quiet: 1 pictures kept." in fetch()
    assert not half.exists()
    assert kept(data) >= {name_of(data, shop.url(path)) for path in [*GOOD, "/quiet.png"]}


def test_pictures_go_when_the_leave_does(data, fetch, shops):
    fetch()
    entries = data / "retailers.toml"
    before = entries.read_text()
    entries.write_text(before.replace("pictures = true", "pictures = false", 1))
    fetch()
    entries.write_text(before)
    assert kept(data) == {name_of(data, shops[0].url("/quiet.png"))}


def test_a_shop_that_wants_us_away_is_left_alone(data, fetch, shops):
    for path in GOOD:
        shops[0].pages[path] = (429, {**HTML, "Retry-After": "86400"}, "later")
    fetch()
    shops[0].asked.clear()
    fetch(DAY + timedelta(hours=1))
    assert shops[0].asked == []
    shops[0].pages.update({path: image(body) for path, body in GOOD.items()})
    fetch(DAY + timedelta(days=2))
    assert name_of(data, shops[0].url("/photo.jpg")) in kept(data)


@pytest.fixture
def visit(data, fetch, shops, monkeypatch):
    """visit(path): the answer of our own route; what was asked of the shops is forgotten."""
    fetch()
    monkeypatch.setenv("PRICEWATCH_DATA", str(data))
    with serving(pictures.application(None)) as address, httpx.Client(base_url=address) as client:
        yield client.get


def test_a_picture_is_served_as_an_image_for_good(data, visit, shops):
    answer = visit(f"/{name_of(data, shops[0].url('/photo.jpg'))}.webp")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert answer.headers["cache-control"] == "max-age=31536000, immutable"
    assert answer.content[:4] == b"RIFF"


def test_no_other_file_can_be_had(data, visit, shops):
    name = name_of(data, shops[0].url("/photo.jpg"))
    wrong = ["", name, f"{name}.png", f"{name.upper()}.webp", f"{name}.webp.webp", f"{name}%0a.webp"]
    wrong += ["../retailers.toml", "..%2f..%2fretailers.toml", "%2e%2e/current.duckdb", f"{name[:2]}/{name}.webp"]
    answers = [visit(f"/{path}") for path in wrong]
    assert [answer.status_code for answer in answers] == [404] * len(wrong)
    assert visit(f"/{'0' * 32}.webp").json()["detail"] == "There is no such picture."


def test_strangers_see_pictures_only_where_extracts_may_leave_the_house(data, visit, shops, monkeypatch):
    names = [name_of(data, shops[0].url(path)) for path in ("/photo.jpg", "/quiet.png")]
    assert [visit(f"/{name}.webp").status_code for name in names] == [200, 200]
    monkeypatch.setenv("PRICEWATCH_PUBLIC", "1")
    assert [visit(f"/{name}.webp").status_code for name in names] == [200, 404]
    path = served.generation()
    (products,) = served.connection(path).execute("select list(product_id) from offers").fetchone()
    told = {name for found in shopping.pictures(path, tuple(products)).values() for name in found}
    assert [name in told for name in names] == [True, False]


def test_an_entry_says_true_or_false(tmp_path):
    (tmp_path / "retailers.toml").write_text('[acme]\nname = "Acme"\nhome = "https://acme.example"\npictures = "yes"\n')
    with pytest.raises(BadInput, match="pictures is neither true nor false"):
        load_retailers(tmp_path)


def test_where_no_entry_gives_leave_the_command_drops_all_and_says_so(data, fetch, shops):
    fetch()
    entries = data / "retailers.toml"
    before = entries.read_text()
    entries.write_text(before.replace("pictures = true", "pictures = false"))
    told = CliRunner().invoke(main, ["pictures", "--data", str(data)])
    entries.write_text(before)
    assert (told.exit_code, "with pictures = true states any" in told.output, kept(data)) == (0, True, set())
