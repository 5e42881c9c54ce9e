"""Price lists that laws ask for: dialects, stores, days, and which of several prices a visitor pays."""

import gzip
import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pricewatch.errors import LayoutChanged
from pricewatch.read.page import Page
from pricewatch.retailer import Retailer
from scrapers import croatian_price_list, israeli_price_list
from scrapers._price_list_index import store_of

SHOP = Retailer(slug="tezga", name="Tezga", home="https://tezga.example/")

DIALECTS = {
    "capitals": "NAZIV PROIZVODA,ŠIFRA PROIZVODA,MARKA PROIZVODA,MALOPRODAJNA CIJENA,CIJENA ZA JEDINICU MJERE,"
    "MPC ZA VRIJEME POSEBNOG OBLIKA PRODAJE,NAJNIŽA CIJENA U POSLJEDNIH 30 DANA,SIDRENA CIJENA NA 2.5.2025,BARKOD\n"
    "ČAJ,12,ŽIVA,2.10,21.00,1.80,1.90,2.05,3850000000017",
    "underscores": "BARKOD_ARTIKLA,SIFRA_ARTIKLA,NAZIV_ARTIKLA,BRAND,ROBNA_STRUKTURA,MPC,CIJENA_PO_JM,"
    "MPC_POSEBNA_PRODAJA,MPC_NAJNIZA_30,MPC_SIDRENA,DATUM_ULASKA_NOVOG_ARTIKLA\n3850000000017,12,ČAJ,ŽIVA,X,2.10,21.00,1.80,1.90,2.05,2025-05-02",
    "short": "NAZIV;SIFRA;MARKA;MPC;CIJENA_PO_MJERI;POSEBNA_PRODAJA;NAJNIZA_30_DANA;SIDRENA_02_05;BARKOD\n"
    "ČAJ;12;ŽIVA;2.10;21.00;1.80;1.90;2.05;3850000000017",
    "commas, no zero before them, quotes around the code": "naziv;šifra;marka;MPC (EUR);cijena za jedinicu mjere (EUR);"
    "MPC za vrijeme posebnog oblika prodaje (EUR);Najniža cijena u posljednjih 30 dana (EUR);"
    "sidrena cijena na 2.5.2025. (EUR);barkod\nČAJ ;12;ŽIVA;  2,10;21,00;1,80;1,90;2,05;'3850000000017'",
    "a flag for offers, and words around the anchor price": "naziv proizvoda\tšifra proizvoda\tmarka proizvoda\t"
    "maloprod.cijena(EUR)\takc.cijena, A=akcija\tkol.jed.mj.\tcijena jed.mj.(EUR)\tMPC poseb.oblik prod\t"
    "Najniža MPC u 30dana\tSidrena cijena\tbarkod\nČAJ\t12\tŽIVA\t  2,10\tA\t1\t21\t1,80\t1,90\t"
    "MPC 2.5.2025=2,05€\t3850000000017",
    "the unit price before the price": "Barkod;Cijena po jedinici;Naziv artikla;Šifra;Marka;Akcijska cijena;"
    "Najniža cijena 30 dana;Sidrena cijena;Mpc\n3850000000017;21,00;ČAJ;12;ŽIVA;1,80;1,90;2,05;2,10",
    "xml": "<x><cjenik><naziv_art>ČAJ</naziv_art><sif_art>12</sif_art><marka>ŽIVA</marka><mpc>2.10</mpc>"
    "<c_jmj>21.00</c_jmj><mpc_pop>1.80</mpc_pop><c_najniza_30>1.90</c_najniza_30><c_020525>2.05</c_020525>"
    "<ean_kod>3850000000017</ean_kod></cjenik></x>",
    "xml in camel case": "<P><Proizvod><NazivProizvoda>ČAJ</NazivProizvoda><SifraProizvoda>12</SifraProizvoda>"
    "<MarkaProizvoda>ŽIVA</MarkaProizvoda><MaloprodajnaCijena>2.10</MaloprodajnaCijena><CijenaZaJedinicuMjere>21.00"
    "</CijenaZaJedinicuMjere><MaloprodajnaCijenaAkcija>1.80</MaloprodajnaCijenaAkcija><NajnizaCijena>1.90</NajnizaCijena>"
    "<SidrenaCijena>2.05</SidrenaCijena><Barkod>3850000000017</Barkod></Proizvod></P>",
}


def page(text, url="https://tezga.example/list", encoding="cp1250", **stated):
    return Page(url=url, body=text if isinstance(text, bytes) else text.encode(encoding), **stated)


def rows(text, **stated):
    return croatian_price_list.read(page(text, **stated)).listings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_dialects(dialect, encoding):
    assert croatian_price_list.recognises(page(DIALECTS[dialect], encoding=encoding))
    [tea] = rows(DIALECTS[dialect], encoding=encoding)
    assert (tea.name, tea.sku, tea.brand, tea.gtin, tea.currency) == ("ČAJ", "12", "ŽIVA", "3850000000017", "EUR")
    assert (tea.price, tea.was_price, tea.unit_price) == (Decimal("1.80"), Decimal("2.10"), Decimal(21))
    assert (tea.lowest_30d_shown, tea.anchor_price, tea.doubts) == (Decimal("1.90"), Decimal("2.05"), ())


HEAD = (
    "naziv;šifra;marka;barkod;MPC;MPC za vrijeme posebnog oblika prodaje;neto količina;jedinica mjere;"
    "cijena za jedinicu mjere\n"
)


@pytest.mark.parametrize(
    ("retail", "special", "price", "was", "doubtful"),
    [
        ("2,10", "", "2.10", None, False),
        ("", "1,80", "1.80", None, False),
        ("0,00", "1,80", "1.80", None, False),
        ("2,10", "0,00", "2.10", None, False),
        ("1,80", "1,80", "1.80", None, False),
        ("2,10", "1,80", "1.80", "2.10", False),
        ("1,80", "2,10", "2.10", None, True),
        ("", "", None, None, True),
        ("x", "--", None, None, True),
    ],
)
def test_what_a_visitor_pays(retail, special, price, was, doubtful):
    [row] = rows(f"{HEAD}ČAJ;12;Ž;;{retail};{special};;;")
    assert (row.price, row.was_price) == tuple(None if v is None else Decimal(v) for v in (price, was))
    assert bool(row.doubts) == doubtful


@pytest.mark.parametrize(
    ("content", "unit", "size", "per"),
    [
        ("0,5", "L", "0,5 L", "L"),
        ("0.40 kg", "ko", "0.40 kg", "kg"),
        ("315 G", "KG", "315 G", "KG"),
        ("10", "kom", "10 kom", None),
        ("0,300", "KOM", None, None),
        ("", "kom", None, None),
    ],
)
def test_pack_sizes_in_the_lists_words(content, unit, size, per):
    [row] = rows(f"{HEAD}ČAJ;12;Ž;;2,10;;{content};{unit};4,20")
    assert (row.size_text, row.unit_price_per) == (size, per)


def test_the_form_of_2026_names_the_offer_and_says_what_is_there():
    text = (
        "Naziv proizvoda;Sifra proizvoda;MPC;Poseban oblik prodaje;Naziv posebnog oblika prodaje;Sidrena cijena;"
        "Datum sidrene cijene;Dostupno nedostupno\nČAJ;12;1,80;DA;Rasprodaja;2,05;2.5.2025.;nedostupno\n"
    )
    [tea] = rows(text)
    assert (tea.price, tea.was_price, tea.anchor_price) == (Decimal("1.80"), None, Decimal("2.05"))
    assert (tea.offer_text, tea.availability) == ("Rasprodaja", "out_of_stock")


def test_words_where_an_amount_should_be_are_none_and_a_unit_may_hold_the_content():
    text = (
        "NAZIV,ŠIFRA,NETO_KOLIČINA,JEDINICA_MJERE,MARKA,MALOPRODAJNA_CIJENA,CIJENA_ZA_JEDINICU_MJERE,"
        "SIDRENA_CIJENA_NA_02.05.2025\nSIR,7,0.14,140g,Ž,2.99,21.36,Nije_bilo_u_prodaji_02.05.2025\n"
        'TRAKE,8,0.3,"4x37g,4x45g",Ž,2.09,11.61,"2,09"\n'
    )
    cheese, stripes = rows(text)
    assert (cheese.price, cheese.anchor_price, cheese.size_text) == (Decimal("2.99"), None, "140g")
    assert (stripes.anchor_price, stripes.size_text) == (Decimal("2.09"), None)


def test_the_unit_price_belongs_to_the_price_that_is_paid():
    text = (
        "NAZIV;ŠIFRA;MPC;CIJENA_ZA_JED_MJERE;MPC_POSEB_OBLIK;CIJENA_ZA_JED_MJERE_POSEB_OBLIK;JEDINICA_MJERE;url\n"
        "JABUKE;1;2,19;1,10;1,49;0,75;KG;https://tezga.example/1\nKRUŠKE;2;3,00;1,50;0;0;KG;\n"
    )
    apples, pears = rows(text)
    assert (apples.price, apples.unit_price, apples.url) == (
        Decimal("1.49"),
        Decimal("0.75"),
        "https://tezga.example/1",
    )
    assert (pears.price, pears.unit_price) == (Decimal(3), Decimal("1.50"))


def test_titles_totals_and_notes_are_no_articles():
    text = f"Cjenik na dan 12.1.2026.\n;;;;;;;;\n{HEAD}ČAJ;12;Ž;;2,10;;;;\n;;;;;;;;\nUkupno artikala: 1\n"
    assert [row.name for row in rows(text)] == ["ČAJ"]


def test_one_heading_for_name_and_code():
    text = "naziv + šifra;;marka;barkod;MPC\nČAJ;12;Ž;3850000000017;2,10\n"
    [row] = rows(text)
    assert (row.name, row.sku) == ("ČAJ", "12")


def test_stores_come_from_the_members_of_an_archive():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for town in ("Pula", "Zadar"):
            packed.writestr(
                f"Supermarket 1_Obala_5_{town}_1_12.01.2026_7.15h.csv", f"{HEAD}ČAJ;12;Ž;;2,10;;;;".encode("cp1250")
            )
    found = rows(archive.getvalue(), url="https://tezga.example/popis.zip")
    assert [row.store for row in found] == ["Supermarket 1 Obala 5 Pula", "Supermarket 1 Obala 5 Zadar"]


@pytest.mark.parametrize(
    ("name", "store"),
    [
        ("SUPERMARKET_OBALA_83A_10450_GRAD_022_6_16052025015821.csv", "SUPERMARKET OBALA 83A 10450 GRAD"),
        ("hipermarket_grad_obala_18_8701_0242_20251229_0330.csv", "hipermarket grad obala"),
        ("SUPERMARKET_OBALA_58_GRAD_P120_009_230520250745.xml", "SUPERMARKET OBALA 58 GRAD P120"),
        ("SupermarketObala-256L-Grad-10000-9.7.2025-7.00h-C8.csv", "SupermarketObala 256L Grad"),
        ("TRGOVINA-OBALA 1   C GRAD-PJ58-1-20251130-071002.csv", "TRGOVINA OBALA 1 C GRAD PJ58"),
        ("obala.csv", None),
    ],
)
def test_a_store_keeps_its_name_from_day_to_day(name, store):
    assert store_of(name) == store


def index(links, **stated):
    body = f"<!doctype html><h1>Cjenici</h1><ul>{''.join(f'<li>{link}</li>' for link in links)}</ul>"
    return croatian_price_list.read(page(body, url="https://tezga.example/cjenici", **stated)).requests


def test_an_index_leads_to_the_lists_of_its_newest_day():
    links = [
        "<a href='a_11.01.2026.csv'>a</a>",
        "12.01.2026. <a href='b.xml'>b</a>",
        "<a href='/get?title=C%2C12.1.2026.CSV'>c</a>",
        "<a href='/news.html'>news</a>",
    ]
    urls = ["https://tezga.example/b.xml", "https://tezga.example/get?title=C%2C12.1.2026.CSV"]
    assert [(r.url, r.kind) for r in index(links)] == [(url, "detail") for url in urls]


def test_an_index_does_not_lead_into_the_future():
    links = ["<a href='a_11.01.2026.csv'>a</a>", "<a href='a_13.01.2026.csv'>a</a>"]
    found = index(links, fetched_at=datetime(2026, 1, 12, tzinfo=UTC))
    assert [r.url for r in found] == ["https://tezga.example/a_11.01.2026.csv"]


def test_an_index_for_scripts():
    body = b'{"cjenici": [{"name": "a_20260112.csv", "url": "https://cdn.example/a_20260112.csv"}]}'
    assert croatian_price_list.recognises(page(body))
    assert [r.url for r in croatian_price_list.read(page(body)).requests] == ["https://cdn.example/a_20260112.csv"]


def test_an_index_without_lists_and_a_table_of_something_else_are_refused():
    for text in ("<!doctype html><p>Cjenici dolaze.</p>", "name,price\nTea,2\n"):
        assert not croatian_price_list.recognises(page(text))
        with pytest.raises(LayoutChanged):
            rows(text)


def test_starts():
    assert [r.url for r in croatian_price_list.requests(SHOP)] == ["https://tezga.example/"]
    assert [r.url for r in israeli_price_list.requests(SHOP)] == ["https://tezga.example/"]


def test_an_israeli_index_leads_to_each_stores_newest_full_lists():
    names = [
        "PriceFull7290000000003-001-202601110300.gz",
        "PriceFull7290000000003-001-202601120300.gz",
        "PriceFull7290000000003-002-202601110300.gz",
        "Price7290000000003-001-202601121200.gz",
        "PromoFull7290000000003-001-202601120300.gz",
    ]
    body = "<!doctype html>" + "".join(f"<a href='{name}'>x</a>" for name in names)
    reading = israeli_price_list.read(page(body))
    assert [r.url.rpartition("/")[2] for r in reading.requests] == [names[1], names[2], names[4]]


def israeli(inner):
    return f"<Prices><ChainID>1</ChainID><StoreID>2</StoreID><Products>{inner}</Products></Prices>"


def test_israeli_lists_in_other_spellings_encodings_and_gzip():
    text = israeli(
        "<Product><ItemCode>7290000000102</ItemCode><ItemNm>תה</ItemNm><ItemPrice>5.50</ItemPrice></Product>"
    )
    for body in (text.encode(), text.encode("utf-16"), text.encode("cp1255"), gzip.compress(text.encode())):
        assert israeli_price_list.recognises(page(body))
        [tea] = israeli_price_list.read(page(body)).listings
        assert (tea.name, tea.price, tea.store, tea.currency) == ("תה", Decimal("5.50"), "1-2", "ILS")


def test_israeli_coupons_and_least_purchases_are_not_everybodys_price():
    promotion = (
        "<Promotion><PromotionId>1</PromotionId><PromotionDescription>a</PromotionDescription><ItemCode>7</ItemCode>"
        "<DiscountedPrice>5</DiscountedPrice><MinQty>1</MinQty>{}</Promotion>"
    )
    for condition in ("<AdditionalIsCoupon>1</AdditionalIsCoupon>", "<MinPurchaseAmnt>100</MinPurchaseAmnt>"):
        [listing] = israeli_price_list.read(page(israeli(promotion.format(condition)))).listings
        assert (listing.price, listing.member_price) == (None, None)
    [listing] = israeli_price_list.read(page(israeli(promotion.format("")))).listings
    assert listing.price == Decimal(5)
