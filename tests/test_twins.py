"""Twins, other sizes and relaunches in small tables: found where the published attributes say so, and only there."""

import json
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricewatch.identity.related import RELATED, load_rules
from pricewatch.identity.relations import related
from pricewatch.identity.specs import specs_of

FACTS = Path(__file__).resolve().parent.parent / "data"
RULES = load_rules(FACTS / "schemas", FACTS / "categories.csv", FACTS / "launch_words.csv")
COLUMNS = {
    "id": pl.Int64,
    **dict.fromkeys(("retailer", "name", "brand", "gtin14", "mpn", "size_text"), pl.String),
    "size_value": pl.Float64,
    "size_unit": pl.String,
    "pieces": pl.Int64,
    **dict.fromkeys(("description", "category", "attributes", "variant", "condition"), pl.String),
    "first_seen": pl.Datetime,
    "last_seen": pl.Datetime,
}


def items_of(*rows):
    """Items with ids from 1 on; attributes are given as a dict or as text."""
    whole = [
        {"id": place, "retailer": f"shop-{place}", **row, "attributes": text_of(row.get("attributes"))}
        for place, row in enumerate(rows, start=1)
    ]
    return pl.DataFrame(whole, schema=COLUMNS)


def text_of(attributes):
    return json.dumps(attributes, ensure_ascii=False) if isinstance(attributes, dict) else attributes


def relations(*rows):
    """relation by pair of ids."""
    found = related(items_of(*rows), RULES)
    return {(left, right): kind for left, right, kind in found.select("left_id", "right_id", "relation").iter_rows()}


def span(first, last):
    return {"first_seen": datetime.fromisoformat(first), "last_seen": datetime.fromisoformat(last)}


def specs(category, **item):
    """Every value that is read, by attribute."""
    item["attributes"] = text_of(item.get("attributes"))
    return {name: spec.value for name, spec in specs_of(item, RULES.schemas[category]).items()}


# ---------------------------------------------------------------------------------------------- twins by category

ONE, OTHER = 0, 1
BUILDS = {
    # category: (name and specification at one shop, the same at another, one conflict, how little is too little)
    "mattress": (
        ("Aurora", {"Size": "90 x 200 cm", "Height": "25 cm", "Layers": "4 cm memory foam 50 kg/m3 + 16 cm pocket "
         "springs + 5 cm cold foam 40 kg/m3", "Firmness": "medium", "Cover": "cotton jersey"}),
        ("Belvedere", {"Liegefläche": "900 x 2000 mm", "Gesamthöhe": "250 mm", "Aufbau": "4 cm Viscoschaum RG 50 + "
         "16 cm Taschenfederkern + 5 cm Kaltschaum RG 40", "Härtegrad": "mittel (H3)", "Bezug": "Baumwolle Jersey"}),
        ("Aufbau", "5 cm Viscoschaum RG 50 + 15 cm Taschenfederkern + 5 cm Kaltschaum RG 40"),
        ("Liegefläche", "Gesamthöhe", "Bezug"),
    ),
    "pillow": (
        ("Cloud", {"Size": "50 x 70 cm", "Filling": "down 30 %, feather 70 %", "Fill weight": "900 g",
                   "Cover": "100 % cotton", "Firmness": "soft"}),
        ("Nimbus", {"Dimenzije": "50x70 cm", "Punjenje": "30 % paperje, 70 % perje", "Težina punjenja (g)": "900",
                    "Navlaka": "pamuk", "Tvrdoća": "mekano"}),
        ("Težina punjenja (g)", "700"),
        ("Dimenzije", "Navlaka", "Tvrdoća"),
    ),
    "sofa": (
        ("Oslo", {"Dimensions": "212 x 90 x 85 cm", "Seat height": "44 cm", "Seat depth": "56 cm", "Weight": "61 kg",
                  "Upholstery": "velvet", "Seats": "3"}),
        ("Malmö", {"Maße": "212 x 90 x 85 cm", "Sitzhöhe": "44 cm", "Sitztiefe": "56 cm", "Gewicht": "61,0 kg",
                   "Bezugsstoff": "Samt", "Sitzplätze": "3"}),
        ("Sitztiefe", "60 cm"),
        ("Maße", "Sitzplätze", "Bezugsstoff"),
    ),
    "television": (
        ("Vistra 55 Q71A", {"Screen size": '55"', "Panel": "QLED", "Refresh rate": "120 Hz", "HDMI ports": "4",
                            "Speakers": "20 W", "Energy consumption": "92 kWh", "Weight": "15,4 kg"}),
        ("Vistra 55 Q74C", {"Bildschirmdiagonale": "140 cm", "Panel": "QLED", "Bildwiederholfrequenz": "120 Hz",
                            "HDMI-Anschlüsse": "4", "Lautsprecher": "20 Watt", "Energieverbrauch": "92 kWh"}),
        ("Bildwiederholfrequenz", "60 Hz"),
        ("Bildschirmdiagonale", "Panel", "HDMI-Anschlüsse"),
    ),
    "refrigerator": (
        ("Polara K 361 W", {"Net capacity": "361 l", "Freezer capacity": "103 l", "Noise": "38 dB", "Weight": "68 kg",
                            "Annual consumption": "172 kWh", "Dimensions": "203 x 59,5 x 66 cm"}),
        ("Polara KX 361 S", {"Gesamtnutzinhalt": "361 Liter", "Gefrierteil": "103 Liter", "Geräuschpegel": "38 dB(A)",
                             "Jahresverbrauch": "172 kWh", "Abmessungen": "203 x 59,5 x 66 cm"}),
        ("Jahresverbrauch", "215 kWh"),
        ("Gesamtnutzinhalt", "Geräuschpegel"),
    ),
    "washing machine": (
        ("Lavanda W8140", {"Capacity": "8 kg", "Spin speed": "1400 rpm", "Energy consumption": "47 kWh",
                           "Water": "44 l", "Noise": "72 dB", "Number of programmes": "15"}),
        ("Lavanda W8149X", {"Fassungsvermögen": "8 kg", "Schleuderdrehzahl": "1.400 U/min", "Wasserverbrauch": "44 l",
                            "Energieverbrauch": "47 kWh", "Lautstärke": "72 dB", "Anzahl Programme": "15"}),
        ("Wasserverbrauch", "49 l"),
        ("Fassungsvermögen", "Schleuderdrehzahl", "Lautstärke"),
    ),
    "vacuum cleaner": (
        ("Sirocco Red Edition", {"Bin volume": "0,6 l", "Suction power": "22 kPa", "Run time": "45 min",
                                 "Noise": "75 dB", "Battery voltage": "25,2 V", "Weight": "2,6 kg", "Colour": "red"}),
        ("Mistral Plus", {"Staubbehälter": "600 ml", "Saugkraft": "22000 Pa", "Laufzeit": "45 Min", "Farbe": "blau",
                          "Lautstärke": "75 dB", "Akkuspannung": "25,2 V", "Spannung": "25,2 V"}),
        ("Saugkraft", "18 kPa"),
        ("Staubbehälter", "Laufzeit", "Lautstärke"),
    ),
    "drill": (
        ("Handwerk DX18", {"Voltage": "18 V", "Max torque": "60 Nm", "No-load speed": "1650 rpm", "Chuck": "13 mm",
                           "Battery": "2.0 Ah", "Gears": "2", "Weight": "1.4 kg"}),
        ("Meister Pro 18-60", {"Spannung": "18 V", "Drehmoment": "60 Nm", "Leerlaufdrehzahl": "1.650 min-1",
                               "Bohrfutter": "13 mm", "Akku": "2000 mAh", "Gänge": "2"}),
        ("Drehmoment", "50 Nm"),
        ("Spannung", "Akku", "Gänge"),
    ),
    "toner": (
        ("Prindo ECO black", {"Page yield": "2600", "Replaces": "CF226A", "Colour": "black", "Chip": "yes",
                              "Compatible with": "Inkana 400, Inkana 402"}),
        ("Office Line 26", {"Reichweite": "2.600 Seiten", "Ersetzt": "CF226A", "Farbe": "schwarz",
                            "Geeignet für": "Inkana 400, Inkana 402"}),
        ("Ersetzt", "CF226X"),
        ("Reichweite", "Farbe"),
    ),
    "supplement": (
        ("Vita Day 1000 IU", {"Vitamin D3": "1000 IU", "Form": "tablets", "Diet": "vegan",
                              "Ingredients": "cellulose, cholecalciferol, magnesium stearate"}),
        ("Sun Drop", {"Vitamin D": "25 µg = 1000 I.E.", "Darreichungsform": "Tabletten", "Ernährung": "vegan",
                      "Zutaten": "cellulose, cholecalciferol, magnesium stearate"}),
        ("Vitamin D", "2000 I.E."),
        ("Darreichungsform", "Ernährung"),
    ),
}  # fmt: skip


def pair(category, *, other=None):
    """The two offers of a category; `other` replaces the second one's specification."""
    (name, spec), (other_name, other_spec) = BUILDS[category][:2]
    brand = name.split()[0] if RULES.schemas[category].makers and name.split()[0] == other_name.split()[0] else None
    pack = {"size_value": 60, "size_unit": "piece"} if category == "supplement" else {}
    shared = {"category": category, "brand": brand, **pack}
    return (
        {"name": name, "attributes": spec, **shared},
        {"name": other_name, "attributes": other_spec if other is None else other, **shared},
    )


def test_ten_categories_have_a_schema():
    assert BUILDS.keys() == RULES.schemas.keys()


@pytest.mark.parametrize("category", BUILDS)
def test_one_build_under_two_names_is_a_twin(category):
    assert {(1, 2): "twin"} == relations(*pair(category))


@pytest.mark.parametrize("category", BUILDS)
def test_one_conflict_makes_it_another_build(category):
    _, (_, spec), (label, text), _ = BUILDS[category]

    assert {} == relations(*pair(category, other={**spec, label: text}))


@pytest.mark.parametrize("category", BUILDS)
def test_too_few_attributes_tell_nothing(category):
    _, (_, spec), _, few = BUILDS[category]

    assert {} == relations(*pair(category, other={label: spec[label] for label in few}))


@pytest.mark.parametrize("category", BUILDS)
def test_the_same_attributes_in_a_description_are_read_as_well(category):
    one, other = pair(category)
    told = "; ".join(f"{label}: {text}" for label, text in one["attributes"].items())

    assert {(1, 2): "twin"} == relations({**one, "attributes": None, "description": f"Our best. {told}"}, other)


# ---------------------------------------------------------------------------------------------- what else decides

MATTRESS, SAME_MATTRESS = pair("mattress")


def test_a_twin_shows_what_agrees_what_differs_and_what_one_side_leaves_out():
    right = {**SAME_MATTRESS, "attributes": {**SAME_MATTRESS["attributes"], "Garantie": "5 Jahre"}}
    left = {**MATTRESS, "attributes": {**MATTRESS["attributes"], "Warranty": "10 years", "Weight": "21 kg"}}
    (row,) = related(items_of(left, right), RULES).to_dicts()
    table = {each["attribute"]: each for each in json.loads(row["attributes"])}

    assert ("10 years", "5 Jahre", "differs") == tuple(table["warranty"][key] for key in ("left", "right", "result"))
    assert ("21 kg", None, "missing") == tuple(table["mass"][key] for key in ("left", "right", "result"))
    assert ("25 cm", "250 mm", "agrees") == tuple(table["height"][key] for key in ("left", "right", "result"))
    assert row["reasons"] == "no difference found in the published attributes beside warranty; 4 agree"


@pytest.mark.parametrize(
    "change",
    [
        {"retailer": "shop-1"},
        {"name": "Aurora"},
        {"name": "AURORA 90x200 cm mattress"},
        {"condition": "used"},
        {"gtin14": "04006381333931"},
        {"attributes": {**SAME_MATTRESS["attributes"], "Liegefläche": "100 x 200 cm"}},
        {"attributes": {k: v for k, v in SAME_MATTRESS["attributes"].items() if k != "Liegefläche"}},
        {"variant": "140 x 200 cm"},
    ],
    ids=["one shop", "one name", "one name with its size", "used", "one barcode", "another size", "no size", "unclear"],
)
def test_no_twin(change):
    first = {**MATTRESS, "gtin14": "04006381333931"}

    assert "twin" not in relations(first, {**SAME_MATTRESS, **change}).values()


def test_makers_that_contradict_each_other_make_no_twins():
    maker = {"Maker": "Dormelia"}, {"Hersteller": "Hypnora"}
    one = {**MATTRESS, "attributes": MATTRESS["attributes"] | maker[0]}

    assert {} == relations(one, {**SAME_MATTRESS, "attributes": SAME_MATTRESS["attributes"] | maker[1]})
    assert {(1, 2): "twin"} == relations(one, {**SAME_MATTRESS, "attributes": SAME_MATTRESS["attributes"] | maker[0]})


def test_brands_that_several_shops_sell_contradict_each_other_and_own_brands_do_not():
    one, other = {**MATTRESS, "brand": "Dormelia"}, {**SAME_MATTRESS, "brand": "Snoozia"}
    elsewhere = [
        {"category": "mattress", "retailer": "x", "name": "Z", "brand": brand, "attributes": {"Size": "90 x 200 cm"}}
        for brand in ("Dormelia", "Snoozia")
    ]

    assert {(1, 2): "twin"} == relations(one, other)
    assert {} == relations(one, other, *elsewhere)


def test_where_a_shop_sells_two_things_that_fit_equally_well_nothing_can_be_told():
    rival = {**SAME_MATTRESS, "name": "Calypso", "retailer": "shop-2"}
    spring, autumn = span("2026-01-01", "2026-03-01"), span("2026-09-01", "2026-11-01")

    assert {} == relations(MATTRESS, SAME_MATTRESS, rival)
    assert {(1, 2), (1, 3)} == set(relations(MATTRESS, {**SAME_MATTRESS, **spring}, {**rival, **autumn}))


def test_the_order_of_rows_and_sides_does_not_matter():
    rows = [row for category in BUILDS for row in pair(category)]
    rows = [{**row, "id": place, "retailer": f"r{place}"} for place, row in enumerate(rows)]
    found = related(items_of(*rows), RULES)

    assert len(found) == len(BUILDS)
    assert found.equals(related(items_of(*reversed(rows)), RULES))


# ---------------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    "bad",
    [
        {"attributes": None},
        {"attributes": ""},
        {"name": "9 x 9 x " * 700},
        {"attributes": "{not json"},
        {"attributes": "[1, 2]"},
        {"attributes": '{"Size": {"deep": [1]}, "Height": null}'},
        {"attributes": "[" * 50_000},
        {"name": "Belvedere 140 x 200 cm"},
        {"attributes": {"Height": "0 cm", "Size": "0 x 0 cm", "Layers": "+ + +", "Coils": "²"}},
        {"attributes": {f"Height {n}": f"{n} cm" for n in range(10_000)}},
    ],
)
def test_bad_input_is_no_twin_and_no_crash(bad):
    assert {} == relations(MATTRESS, {**SAME_MATTRESS, **bad})


@pytest.mark.parametrize("name", ["x" * 5_000, "🛏️" * 200, "-", "Madrac 床垫 στρώμα"])
def test_a_strange_name_is_still_another_name(name):
    assert {(1, 2): "twin"} == relations(MATTRESS, {**SAME_MATTRESS, "name": name})


def test_no_items_have_no_relations():
    assert related(items_of(), RULES).is_empty()
    assert related(items_of(), RULES).schema == pl.Schema(RELATED)


@given(name=st.text(max_size=60), value=st.text(max_size=80), category=st.sampled_from(sorted(BUILDS)))
def test_any_text_is_read_or_not(name, value, category):
    labels = [label for each in RULES.schemas[category].attributes.values() for label in each.labels[:2]]

    assert specs(category, name=name, attributes=dict.fromkeys(labels, value), description=f"{labels[0]}: {value}") or 1


def test_ten_thousand_equal_rows_give_no_pairs_and_no_square_of_them():
    rows = [{**MATTRESS, "retailer": f"shop-{n % 7}", "name": f"Dune {n % 90}"} for n in range(10_000)]

    assert related(items_of(*rows), RULES).filter(relation="twin").is_empty()


# ---------------------------------------------------------------------------------------------- other sizes

OAT = {"retailer": "acme", "brand": "Körnig", "category": "oats"}


def oats(name, grams, **more):
    return {**OAT, "name": name, "size_value": grams, "size_unit": "g", **more}


def test_one_name_in_two_sizes_is_another_size():
    assert {(1, 2): "other_size"} == relations(oats("Oats fine 500 g", 500), oats("Oats fine, 1 kg", 1000))


@pytest.mark.parametrize(
    "other",
    [
        oats("Oats fine 500 g", 500, retailer="beta"),
        oats("Oats coarse 1 kg", 1000),
        oats("Oats fine 1 kg", 1000, brand="Spelzig"),
        oats("Oats fine 1 kg", 1000, size_unit="ml"),
        oats("Oats fine", None),
        oats("Oats fine 501 g", 501),
    ],
    ids=["same size", "other name", "other brand", "other unit", "no size", "rounded"],
)
def test_no_other_size(other):
    assert {} == relations(oats("Oats fine 500 g", 500), other)


def test_sizes_are_paired_within_a_shop_and_never_each_with_each():
    rows = [oats("Oats fine", grams, retailer=f"shop-{n}") for n in range(100) for grams in (250, 500, 1000)]

    assert len(relations(*rows)) == 300


# ---------------------------------------------------------------------------------------------- relaunches


ALL_YEAR = oats("Something else entirely", 100, **span("2026-01-01", "2026-12-31"))
OLD = oats("Oats fine 500 g", 500, **span("2026-01-01", "2026-05-31"))


@pytest.mark.parametrize("name", ["NEW Oats fine 450 g", "Oats fine - improved recipe, 450 g", "Oats fine 450 g"])
def test_what_ends_and_comes_back_with_launch_words_is_a_successor(name):
    assert {(2, 3): "successor"} == relations(ALL_YEAR, OLD, oats(name, 450, **span("2026-06-02", "2026-12-31")))


@pytest.mark.parametrize(
    "new",
    [
        oats("New Oats fine 450 g", 500, **span("2026-05-20", "2026-12-31")),
        oats("New Oats fine 450 g", 500, **span("2026-08-01", "2026-12-31")),
        oats("New Oats fine 450 g", 500, retailer="beta", **span("2026-06-02", "2026-12-31")),
        oats("New Oats coarse 450 g", 500, **span("2026-06-02", "2026-12-31")),
    ],
    ids=["both were sold", "too late", "another shop", "another name"],
)
def test_no_successor(new):
    assert "successor" not in relations(ALL_YEAR, OLD, new).values()


def test_the_same_build_under_another_name_at_one_shop_is_a_successor():
    old = {**MATTRESS, "retailer": "acme", **span("2026-01-01", "2026-05-31")}
    new = {**SAME_MATTRESS, "retailer": "acme", **span("2026-06-02", "2026-12-31")}
    other = {**new, "attributes": {**SAME_MATTRESS["attributes"], "Gesamthöhe": "24 cm"}}

    assert {(2, 3): "successor"} == relations(ALL_YEAR, old, new)
    assert {} == relations(ALL_YEAR, old, other)
