"""Units of pack sizes as shops spell them, in many languages, and the words around a size that change its meaning."""

import re
from decimal import Decimal

from pricewatch.plaintext import plain

# A line: canonical unit, how many of it, the spellings (case-blind, without a closing dot).
_UNITS = """
g 1: g gr grs gm gms gram grams gramm gramme grammes gramo gramos grammi г гр грам грама грамм γρ γραμ γραμμ γραμμάρια
g 10: dag dkg deka
g 1000: kg kgs kgr kgm kilo kilos kilogram kilograms kilogramm кг κιλό κιλά κιλο κιλα κιλ 公斤 千克
g 1: 克 公克 グラム 그램 جم جرام غرام غ
g 1000: キロ כג كجم كغ كيلو
g 28.349523125: oz ounce ounces
g 453.59237: lb lbs pound pounds
ml 1: ml mls mlt ccm мл μλ 毫升 ミリリットル מל مل
ml 10: cl цл
ml 100: dl dcl дл
ml 1000: l lt ltr ltrs lit liter liters litre litres litro litros litri litra litara litar litri litru л лт литр литра
ml 1000: литър литри литров λ λτ λιτ λίτρο λίτρα λιτρα 升 公升 リットル ליטר لتر
m 1: m mt mtr mtrs meter meters metre metres metar metara metri metros метр метра метров м μέτρα μέτρο 米
m2 1: m2 sqm qm м2
piece 1: piece pieces pc pcs pce pces st stk stck stück stücke stueck ct count kom komad komada komadi kos kosov ks kus
piece 1: kusy kusů szt sztuk sztuki db darab buc bucăți шт штук штуки бр броя броја τεμ τεμάχια τεμαχια τμχ tem uds ud
piece 1: unid unidades unidad unités pz pezzi pezzo pzi pièces pièce stuks stuk styck kpl vnt gab adet peças יח 개 매
piece 1: 个 個 枚 只 支 片 件 包 袋 盒 本 入 قطعة حبة
piece 1: beutel teebeutel bag bags teabags sachet sachets vrećica vrećice vrečk filtri filter φακ φακελάκια φάκελοι
piece 1: пакетчета tab tabs tabl tablet tablets tableta tablete tabletten compresse comprimés comprimidos cps caps kaps
piece 1: kapsul kapsula kapsule kapseln capsule capsules κάψουλες ταμπλέτες δισκία таблетки капсули pods pads dragees
piece 1: tücher wipes maramica maramice lingettes toallitas salviette μαντηλάκια μωρομάντηλα кърпички windeln nappies
piece 1: pelena pelene plenic couches πάνες eggs eier jaja jaje jajca αυγά αβγά яйца uova huevos œufs tampons tamponi
piece 1: binden slipeinlagen slices scheiben riegel bars stäbchen servietten napkins σακούλες торбички
roll 1: roll rolls rollen rolle rola role rolo rulo rouleaux rotoli rollos ρολά ρολό рола ролки ролка рулон рулона rolek
sheet 1: sheet sheets blatt listova listića listů φύλλα листа листов feuilles strappi hojas
piece 2: pair pairs paar paare paires pares paia páry ζεύγη ζευγών ζεύγος ζευγάρια чифт чифта
piece 12: dozen dozens dutzend
container 1: bottle bottles flasche flaschen fl boca boce can cans dose dosen limenka limenke φιάλες κουτιά bouteilles
container 1: canettes bottiglie lattine botellas latas flaschen
pack 1: er pack packs pk pak
wash 1: wash washes wl waschladungen waschgänge pranja pranj πλύσεις μεζ μεζούρες lavages lavados lavaggi mosás praní
wash 1: pranie prań doses dose dosis doz δόσεις spülgänge пранета
"""


def _read_units() -> dict[str, tuple[str, Decimal]]:
    units: dict[str, tuple[str, Decimal]] = {}
    for line in _UNITS.strip().splitlines():
        kind, words = line.split(": ")
        unit, factor = kind.split()
        units |= {plain(word).casefold(): (unit, Decimal(factor)) for word in words.split()}
    return units


UNITS = _read_units()

# Where the country changes the measure: in the United States, and in the United Kingdom and Ireland.
US = {"floz": "29.5735295625", "pint": "473.176473", "quart": "946.352946", "gallon": "3785.411784"}
IMPERIAL = {"floz": "28.4130625", "pint": "568.26125", "quart": "1136.5225", "gallon": "4546.09"}
CUSTOMARY = {
    **dict.fromkeys(("pint", "pints", "pt", "pts"), "pint"),
    **dict.fromkeys(("quart", "quarts", "qt"), "quart"),
    **dict.fromkeys(("gallon", "gallons", "gal"), "gallon"),
}
SAYS_US = re.compile(r"\bU\.?S\.?(?:A\b|\b|\s)")
SAYS_IMPERIAL = re.compile(r"\b(?:UK|GB|[Ii]mp(?:erial)?)\b")


def unit_of(word: str, text: str, country: str | None) -> tuple[str, Decimal] | None:
    """Canonical unit (or kind of count) and how many of it a word means in its text; None for other words."""
    key = word.casefold()
    if key in UNITS:
        return UNITS[key]
    if key[0] > "\u2e80":  # no spaces between words
        return next((UNITS[key[:n]] for n in (4, 3, 2, 1) if key[:n] in UNITS), None)
    last = key.split()[-1]
    measure = "floz" if "fl" in key and key.endswith(("oz", "ounce", "ounces")) else CUSTOMARY.get(last)
    if not measure:
        return None
    if SAYS_IMPERIAL.search(text) or (country in ("GB", "IE") and not SAYS_US.search(text)):
        return "ml", Decimal(IMPERIAL[measure])
    if measure == "floz" or country == "US" or SAYS_US.search(text):
        return "ml", Decimal(US[measure])
    return None


_FREE = (
    "(?:free|gratis|extra|more|mehr|inhalt|zdarma|navíc|gratuit|offert|grátis|δώρο|δωρεάν|бесплатно|подарък"
    "|besplatno|gr)"
)
PERCENT_FREE = re.compile(rf"\s?\)?\s?\+\s?(\d{{1,3}})\s?%\s?(?:\w+\s)?{_FREE}\b", re.IGNORECASE)
FREE_AFTER = re.compile(rf"\W{{0,3}}{_FREE}\b", re.IGNORECASE)
EXTRA = re.compile(
    rf"[1-9]\d?\s?%\W{{0,3}}(?:\w+\s)?{_FREE}\b|\d\s?[^\W\d_]{{0,5}}\.?\s?\+\s?\d|{_FREE}\W{{0,3}}\d{{1,3}}\s?%"
    r"|\b(?:bonus|gratis|zdarma|besplatno|δώρο|δωρεάν|подарък)\b",
    re.IGNORECASE,
)
"""A pack that announces more than usual: "+ 20 % free", "400 g + 100 g", "1+1", a bonus."""
WEIGHED = re.compile(
    r"\bmin(?:imum|\.)?\s?weight|mindestgewicht|\bweighed\b|ζυγιζ|τιμή\s?κιλού|χύμα|\brinfuz|\bna\svagu\b|\bau\spoids\b"
    r"|\bal\speso\b|\bper\skg\b|\bje\skg\b|\bza\skg\b|на\sкг\b|наливн",
    re.IGNORECASE,
)
"""Goods sold by weight: no pack of them holds the same."""
BUNDLE = re.compile(rf"(?<![\d.,])(\d{{1,2}})\s?\+\s?(\d{{1,2}})\s?{_FREE}\b", re.IGNORECASE)

# What stands before a number that is no content: a unit price, a limit, what can be made of it.
NOT_BEFORE = re.compile(
    r"""(?: (?:\b(?:per|pro|par|por|ανά|for|für|za|на|na|pour|up\sto|bis|bis\szu|über|over|under|ab|min|max|upto|εώς|έως
                |до|над|do|od|ab|makes|ergibt|yields|daje)\.?|[<>≤≥])\s*
          | (?:[€$£₽₴₺₹]|\d|\b(?:kn|kr|лв|eur|usd|gbp|ft|zł|lei|kč|din|руб))\.?\s?/\s?
          | \d\s?(?:k?g|gr|m?l)?\s?-\s?
          | (?:\d|all)[\ -]?(?:in|u|v|em|σε)[\ -]? )$""",
    re.IGNORECASE | re.VERBOSE,
)
NOT_AFTER = re.compile(
    r"""\s?(?: =\s?\D{0,3}\d+[.,]\d\d(?!\s?[^\W\d_€$£]) | /\s?(?:kg|l|day|tag)\b
        | \s?-\s?\d[\d.,]*\s?(?:k?g|gr|m?l)\b
        | (?:of\s)?(?:protein|eiweiß|eiweiss|sugar|zucker|fat|fett|carbs|fibre|whey)\b )""",
    re.IGNORECASE | re.VERBOSE,
)
DRAINED = re.compile(
    r"abtropf|\batg\b|drained|escurrid|égoutt|sgocciol|στραγγ(?!ιστ)|ocije|odkapan|odsącz|отцед|uitlek|avrunn",
    re.IGNORECASE,
)
NET = re.compile(r"\b(?:net|netto|neto|нето|καθαρό)\b", re.IGNORECASE)
GROSS = re.compile(r"\b(?:gross|brutto|bruto|бруто|μικτό)\b", re.IGNORECASE)
ABOUT = re.compile(
    r"(?:\bca|\bcca|\bcirca|\bapprox|\babout|\betwa|\benv|\bokoło|\bоколо|\bπερίπου|≈|~)\.?\s*(?=[\d.,])", re.IGNORECASE
)

# Goods whose litres are what they hold, not what is in the pack; and paper, where "4l" are four layers.
HOLDERS = re.compile(
    r"""müll(?:beutel|säcke)|(?:gefrier|allzweck|frischhalte)\w*beutel|(?:trink|baby|lern|isolier)\w*flasche|eimer\b|topf\b
    |toilettenpapier|küchenrolle|garbage|bin\s(?:bag|liner)|(?:trash|freezer)\sbag|bucket|vedro|lonac|vreć\w*\s(?:za|o)
    |vreč\w*\sza|σακούλες\sαπορριμμ|торби\sза|sacs?\spoubelle|worki\sna|sacos?\sde\slixo|bolsas?\sde\sbasura""",
    re.IGNORECASE | re.VERBOSE,
)
PACK_OF = re.compile(r"\b(?:pack|packung|paket|set)\s(?:of|mit|à)\s(\d{1,3})\b", re.IGNORECASE)
TIMES_AFTER = re.compile(r"(?<=\s)[x×]\s?(\d{1,2})\b(?!\s?[^\W_]|[.,]\d)")
COUNT_OF_ONE = re.compile(r"(?<![\d/.,])(\d{1,4})/1(?![\d/])")  # "16/1": sixteen in one pack
