"""What is in a pack. Every case is invented, after the ways in which shops are known to state sizes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricewatch.quantity import Quantity, parse_quantity

# text, value in all, unit, pieces
PLAIN = [
    ("250 g", "250", "g", 1),
    ("0,5L", "500", "ml", 1),
    (".35 L", "350", "ml", 1),
    ("Gel .250 ml", "250", "ml", 1),
    ("1,5 kg", "1500", "g", 1),
    ("75cl", "750", "ml", 1),
    ("2 dl", "200", "ml", 1),
    ("1/2 kg", "500", "g", 1),
    ("½ kg", "500", "g", 1),
    ("25 dag", "250", "g", 1),
    ("37,5 g", "37.5", "g", 1),
    ("30 m", "30", "m", 1),
    ("5 m²", "5", "m2", 1),
    # three digits after one separator: thousands of grams, decimals of kilograms
    ("1.000 g", "1000", "g", 1),
    ("1.000 kg", "1000", "g", 1),
    ("0,330 l", "330", "ml", 1),
    ("1 000 g", "1000", "g", 1),
    # glued to the name, after an abbreviation, between hyphens and underscores
    ("Kava500g", "500", "g", 1),
    ("Ajvar blagi doma.250 g", "250", "g", 1),
    ("Kakao namaz,55g", "55", "g", 1),
    ("ΦΑΚΕΣ-ΨΙΛΕΣ-500gr", "500", "g", 1),
    ("B_Bonboni 100g", "100", "g", 1),
    # the words of many languages
    ("Сирене 400 гр", "400", "g", 1),
    ("Мляко 1л", "1000", "ml", 1),
    ("Φέτα 400 γρ", "400", "g", 1),
    ("Γάλα 1 λίτρο", "1000", "ml", 1),
    ("米 5公斤", "5000", "g", 1),
    ("牛乳 500ミリリットル", "500", "ml", 1),
    ("0,250 KGM", "250", "g", 1),
]

MULTIPLES = [
    ("6 x 330 ml", "1980", "ml", 6),
    ("6×0,33 l", "1980", "ml", 6),
    ("2 x (4 x 100 g)", "800", "g", 8),
    ("2 x 4 x 100 g", "800", "g", 8),
    ("20х1,5 г", "30", "g", 20),  # a Cyrillic letter
    ("6Χ250 ml", "1500", "ml", 6),  # a Greek letter
    ("12Γ—0.5L", "6000", "ml", 12),  # the sign, in the wrong code page
    ("330 ml x 6", "1980", "ml", 6),
    ("500ml×6本", "3000", "ml", 6),
    ("1,5 l PET x6", "9000", "ml", 6),
    ("6x Tonic Water 0,2 l", "1200", "ml", 6),
    ("4 Stk à 125 g", "500", "g", 4),
    ("6x0,33", "1980", "ml", 6),  # drinks go without a unit
    ("12 Flaschen 0,7 l", "8400", "ml", 12),
    ("Beer 4-pack 0.5 L", "2000", "ml", 4),
    # said twice
    ("Juice 6 pcs (6 x 250 ml)", "1500", "ml", 6),
    ("4x125 g = 500 g", "500", "g", 4),
    ("3 x 80 g (240 g)", "240", "g", 3),
]

EXTRAS = [
    ("500 g + 20 % free", "600", "g", 1),
    ("500 g + 100 g gratis", "600", "g", 1),
    ("500+250 ml extra", "750", "ml", 1),
    ("Foam 200+100 ml", "300", "ml", 1),
    ("Porridge 8+190 g", "190", "g", 1),  # from the eighth month
    ("600 g (500 g + 20 % free)", "600", "g", 1),
    ("3+1 x 34 g", "136", "g", 4),
    ("Razors 10+5 Stück", "15", "piece", 15),
]

CUSTOMARY = [
    # text, country, value
    ("12 fl oz", None, "354.88235475"),
    ("12 fl. oz.", "US", "354.88235475"),
    ("12 fl oz", "GB", "340.95675"),
    ("UK 20 fl oz", None, "568.26125"),
    ("1 US pint", None, "473.176473"),
    ("1 imperial pint", None, "568.26125"),
    ("1 pint", "GB", "568.26125"),
    ("1 pint", "US", "473.176473"),
    ("2 pints 1.136 l", None, "1136"),
    ("16 oz", None, "453.59237"),
    ("1 lb 4 oz", None, "566.9904625"),
    ("12 oz (340 g)", None, "340"),
]

WHICH_WEIGHT = [
    ("Tuna 185 g / 130 g drained", "130", "g", 1),
    ("net 400 g, drained weight 240 g", "240", "g", 1),
    ("Füllmenge 400 g, Abtropfgewicht 240 g", "240", "g", 1),
    ("Τομάτα 400gr (στραγγ. βάρος 240gr)", "240", "g", 1),
    ("brutto 450 g netto 400 g", "400", "g", 1),
    ("Strained yoghurt στραγγιστό 200 g", "200", "g", 1),
]

COUNTS = [
    ("16/1", "16", "piece", 16),
    ("10 Eier", "10", "piece", 10),
    ("64τμχ", "64", "piece", 64),
    ("12 бр", "12", "piece", 12),
    ("30 kom", "30", "piece", 30),
    ("24 szt.", "24", "piece", 24),
    ("10個入", "10", "piece", 10),
    ("1 dozen eggs", "12", "piece", 12),
    # a pair is two pieces
    ("2 pieces = 1 pair", "2", "piece", 2),
    ("1 Paar", "2", "piece", 2),
    ("3 pairs", "6", "piece", 6),
    # sheets are counted, plies are not
    ("Toilet paper 3-ply 8x150 sheets", "1200", "piece", 8),
    ("Küchenrolle 3-lagig (4x48 Blatt), 4 St", "192", "piece", 4),
    ("8 Rollen 150 Blatt 4-lagig", "1200", "piece", 8),
    ("Toilet paper 16 rolls 3 ply", "16", "piece", 16),
    ("Tissues 10 x 10 Tücher", "100", "piece", 10),
    ("Office paper 500 sheets 80 g", "500", "piece", 500),
    # washes and doses count only where nothing is measured
    ("Detergent 25 washes 1.25 l", "1250", "ml", 1),
    ("Detergent 25 washes", "25", "piece", 25),
    # a measure in all, and how many share it
    ("Tea bags 20 Beutel 30 g", "30", "g", 20),
    ("Sir za žar 4/1 250g", "250", "g", 4),
    ("Vitamin C 500 mg 30 tablets", "30", "piece", 30),
    # what it holds is not what is in it
    ("Müllbeutel 35 l 20 Stück", "20", "piece", 20),
    ("Vreće za smeće 60 l 10/1", "10", "piece", 10),
    # who wears it
    ("Windeln Gr. 4 (9-14 kg) 44 Stück", "44", "piece", 44),
    ("Windeln 13+kg 30 Stück", "30", "piece", 30),
]

BESIDE = [
    ("80 ml / 53 g", "80", "ml", 1),
    ("2,99 € 500 g (5,98 €/kg)", "500", "g", 1),
    ("Syrup 700 ml, makes 4.9 l", "700", "ml", 1),
    ("Bouillon 84 g ergibt 4 x 1 l", "84", "g", 1),
    ("Bar with 20 g protein, 60 g", "60", "g", 1),
    ("Cheese 24 M 250 g", "250", "g", 1),
    ("Baby jar 12M+ 190 g", "190", "g", 1),
    ("Beer 0,5 l plus 0,08 € deposit", "500", "ml", 1),
    ("3in1 Shower 250 ml", "250", "ml", 1),
    ("Mascara X 4, 8 ml", "8", "ml", 1),
    ("Foil 30 m x 29 cm", "30", "m", 1),
]

NO_SIZE = [
    "",
    "Oat drink",
    # unit prices and what is sold by weight
    "per 100 g",
    "2,99 €/100 g",
    "3,45 €/kg",
    "1 kg = 3,98 €",
    "cijena po kg",
    "Ham per 1kg",
    # ranges and limits
    "Fish 250-330 g",
    "Chops 850 g - 900 g",
    "up to 25 kg",
    # dimensions, technology, clothes, people
    "Mattress 90x200 cm",
    "TV 4K 55 inch",
    "128 GB 5G phone",
    "60 Hz 230 V 40 W",
    "T-shirt XL 38/40",
    "Serves 4",
    "Ibuprofen 400 mg",
    "21st edition",
    # cannot tell
    "1 pint",
    "150 g 2+1 free",
    "Bars 6-pack 235 g",
    "Socks 3er",
    "Gift set 50 ml + soap 75 ml",
    "Hair colour 50+2x25 ml",
    "Herring 200g/100g",
    "1.320 kom",
    "0 75L",
    "1-5kg",
]


@pytest.mark.parametrize(
    ("text", "value", "unit", "pieces"), PLAIN + MULTIPLES + EXTRAS + WHICH_WEIGHT + COUNTS + BESIDE
)
def test_the_size_is_all_that_is_in_the_pack(text, value, unit, pieces):
    read = parse_quantity(text)
    assert read and (read.value, read.unit, read.pieces) == (Decimal(value), unit, pieces)


@pytest.mark.parametrize(("text", "country", "value"), CUSTOMARY)
def test_ounces_and_pints_depend_on_the_country(text, country, value):
    read = parse_quantity(text, country=country)
    assert read and read.value == Decimal(value)


@pytest.mark.parametrize("text", NO_SIZE)
def test_what_is_no_size_gives_none(text):
    assert parse_quantity(text) is None


def test_the_words_stay_with_the_number():
    assert parse_quantity("Sekt 6 x 0,75 l trocken") == Quantity(Decimal(4500), "ml", 6, "6 x 0,75 l")


def test_a_weighed_pack_says_that_its_size_is_about_right():
    weighed, packed = parse_quantity("Roast ca. 500 g"), parse_quantity("Roast 500 g")
    assert weighed and packed and weighed.is_about and not packed.is_about
    assert weighed.value == packed.value


@pytest.mark.parametrize(
    "text", ["9" * 10**6 + " g", "1x" * 10**6, "1 " * 10**6, "6 x (" * 10**5, "\x00\ud800 5" * 10**5]
)
def test_endless_texts_are_refused_at_once(text):
    assert parse_quantity(text) is None


@given(st.text(), st.sampled_from([None, "US", "GB"]))
def test_any_text_gives_a_size_or_none_never_an_error(text, country):
    read = parse_quantity(text, country=country)
    assert read is None or (read.value > 0 and read.pieces > 0)


@given(st.text(alphabet="0123456789.,/x×()+-% gklmLM rStoz½", max_size=30))
def test_any_mix_of_numbers_and_units_gives_a_size_or_none(text):
    read = parse_quantity(text)
    assert read is None or (read.value > 0 and read.pieces > 0)


grams = st.integers(min_value=1, max_value=99_999)


@given(grams)
def test_a_kilogram_is_a_thousand_grams(value):
    small, large = parse_quantity(f"{value} g"), parse_quantity(f"{Decimal(value) / 1000} kg")
    assert small and large and (small.value, small.unit) == (large.value, large.unit) == (value, "g")


@given(st.integers(min_value=2, max_value=48), grams)
def test_a_pack_holds_all_its_parts(pieces, value):
    read = parse_quantity(f"{pieces} x {value} ml")
    assert read and (read.value, read.unit, read.pieces) == (pieces * value, "ml", pieces)


@given(st.decimals(min_value="0.1", max_value=9999, places=1), st.sampled_from(["g", "ml", "m", "m2"]))
def test_what_we_print_is_what_we_read(value, unit):
    read = parse_quantity(f"{value:f} {unit}")
    assert read and (read.value, read.unit) == (value, unit)
    assert parse_quantity(read.text) == read
