"""Units that tell products apart: those of pack sizes, and of screens, drives, lamps and engines beside them."""

from pricewatch.units import UNITS

# A line: dimension, how many of its base unit, the spellings without accents.
_TECHNICAL = """
gigabyte 0.0009765625: mb mo megabyte
gigabyte 1: gb go gigabyte gbyte гб
gigabyte 1024: tb to terabyte тб
megahertz 1: mhz
megahertz 1000: ghz
hertz 1: hz
watt 1: w watt watts вт
watt 1000: kw
volt 1: v volt volts vac vdc
milliampere-hour 1: mah
milliampere-hour 1000: ah
megapixel 1: mp megapixel megapixels mpix
inch 1: in inch inches zoll " ' pollici pouces pulgadas inc дюйм
inch 12: ft feet foot
millimetre 1: mm мм
millimetre 10: cm см εκ
percent 1: % percent posto vol
rotation 1: rpm
dot 1: dpi
lumen 1: lm lumen lumens lumina ansi
milligram 1: mg mcg мг
spf 1: spf
kilowatt-hour 1: kwh
btu 1: btu
frame 1: fps
page 1: page pages yield
port 1: port ports
megabit 1: mbps mbit
megabit 1000: gbps gbit
bit 1: bit
volt-ampere 1: va
piece 1: pk pack packs pcs pck er x count ct
"""
_PACKS = {"container", "pack", "roll", "sheet", "wash"}


def _measures() -> dict[str, tuple[str, float]]:
    known: dict[str, tuple[str, float]] = {}
    for line in _TECHNICAL.strip().splitlines():
        head, words = line.split(": ")
        dimension, factor = head.split()
        known |= {word: (dimension, float(factor)) for word in words.split()}
    for word, (unit, amount) in UNITS.items():
        known.setdefault(word, ("piece" if unit in _PACKS else unit, float(amount)))
    return known


MEASURES = _measures()
PACK_SIZES = {"g", "ml", "m", "m2"}
