"""Currencies by their ISO 4217 code, and the marks by which shops name them."""

import re
from functools import lru_cache

from pricewatch.errors import BadInput
from pricewatch.plaintext import plain

# ISO 4217 list one, without funds, metals and test codes.
_ACTIVE = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY
COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV
WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
# ISO 4217 list three, as far as price histories and old pages still name them.
_HISTORIC = """
ANG ATS AZM BEF BGN BYR CSD CUC CYP DEM EEK ESP FIM FRF GHC GRD HRK IEP ITL LTL LUF LVL MRO MTL MZM NLG PTE ROL RUR SDD
SIT SKK SLL STD TMM TRL VEF YUM ZMK ZWD ZWL
"""
CURRENCIES = frozenset((_ACTIVE + _HISTORIC).split())

_NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF BEF BYR ESP ITL LUF PTE TRL"
_MINOR_UNITS = {
    **{code: 0 for code in _NO_DECIMALS.split()},
    **{code: 3 for code in ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")},
    "CLF": 4,
}

# A line: the currencies that its marks can mean, then the marks. After `?` only a hint can tell which; otherwise it is
# the first one, unless a hint names another of the line. Marks with a capital are read in that case only.
_MARKS = """
? USD AUD CAD NZD SGD HKD TWD MXN ARS CLP COP UYU BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD: $
? USD AUD CAD NZD SGD HKD TWD BBD BND FJD JMD NAD TTD: dollar dollars
? SEK NOK DKK ISK: kr krona kronor krone kroner krónur
? CNY JPY: ¥
? INR PKR LKR NPR MUR SCR: rs rupee rupees र रु रू ரூ
? XOF XAF: cfa fcfa
? AED MAD: درهم dirham dirhams dh dhs
? IQD JOD KWD BHD LYD DZD TND RSD: دينار
? SAR QAR OMR YER IRR: ريال ریال riyal rial
? MXN CLP COP ARS UYU DOP CUP PHP: peso pesos
? PHP BWP: P
? BOB VES: Bs BS
? AWG ANG XCG: ƒ
? HNL ALL RON MDL: L
? ETB BYN: Br br
? CAD NIO: C$
? KES UGX TZS SOS: Sh
? XOF XAF CHF FRF: F franc francs
AED: د.إ
AFN: ؋
ALL: lek lekë
AMD: ֏ դր դրամ
ARS: AR$
AUD: A$ AU$
AZN: ₼ манат
BAM: KM км
BBD: Bds$
BDT: ৳ টাকা টকা
BGN: лв лева
BHD: د.ب
BND: BN$
BOB: $b
BRL: r$ reais
BZD: BZ$
CAD: CA$ CDN$
CHF: fr sfr franken stutz
CLP: CL$
CNY TWD HKD: 元 圆 人民币 rmb yuan CN¥
COP: CO$
CRC: ₡ colones
CUC: CUC$
CVE: CV$
CZK: kč Kc korun
DOP: RD$
DZD: د.ج
EGP: ج.م E£ جنيه
ERN: Nfk ናቕፋ
EUR: € euro euros eur ευρώ евро eurų eurot
FRF: ₣
GBP EGP LBP SYP GIP FKP SHP SDG: £ pound pounds
GBP: stg
GEL: ₾ ლ ლარი
GHS: ₵ gh₵ gh¢
GTQ: Q
GYD: G$ GY$
HKD: HK$
HRK: kn kuna
HUF: Ft FT forint
IDR: rp rupiah
ILS: ₪ שח ש"ח ש''ח ש.ח ش.ج NIS
INR: ₹
IQD: ع.د د.ع
JMD: J$
JPY: 円 yen
KES: ksh kshs
KHR: ៛
KRW: ₩ 원
KWD: KD د.ك
KZT: ₸ тг тңг тенге
LAK: ₭
LBP: LB£ ل.ل
LTL: Lt litai litų
LVL: Ls
LYD: د.ل LD
MAD: د.م
MDL: леев
MKD: ден денари
MNT: ₮ төгрөг
MOP: MOP$
MXN: MX$ MEX$
MYR: RM
NAD: N$
NGN: ₦ naira
NZD: NZ$
OMR: ر.ع
PAB: B/
PEN: s/
PGK: K
PHP: ₱
PLN: zł zl złotych
PYG: ₲
QAR: ر.ق QR
RON MDL: lei leu
RSD: дин динара din dinara
RUB BYN: ₽ руб рублей рубля рубль р
SAR: ر.س SR
SDG: ج.س
SGD: S$
SYP: SY£ ل.س
THB: ฿ บาท baht
TND: د.ت DT
TOP: T$
TRY: ₺ TL
TTD: TT$
TWD: NT$ 圓
TZS: TSh
UAH: ₴ грн гривень hrn
UGX: USh
USD: US$ US U.S U$D U$S
UYU: $U
UZS: so'm сўм сум
VND: ₫ đ vnđ đồng
VUV: VT Vt
WST: WS$
YER: ر.ي
ZAR: R
ZMW: ZK
"""
# Codes that are words too: a currency only in capitals and beside a number, or alone.
_EVERYDAY = {"all", "bam", "cup", "fim", "gel", "lak", "mad", "mop", "nad", "pen", "sit", "sos", "std", "top", "try"}
_SYMBOL = re.compile(r"[$€£¥₡₦₩₪₫₭₮₱₲₴₵₸₹₺₼₽₾฿]")
_WORD = re.compile(r"[SsB]/|[^\s\d:;()\[\]|,/*+<>=%]+")
_LONGEST = 500  # a longer text is prose

Candidates = tuple[str | None, ...]


def _read_marks() -> dict[str, Candidates]:
    marks: dict[str, Candidates] = {}
    for line in _MARKS.strip().splitlines():
        codes, words = line.split(": ")
        meant = tuple(None if code == "?" else code for code in codes.split())
        marks |= {plain(word).strip("."): meant for word in words.split()}
    return marks


_BY_MARK = _read_marks()


def minor_units(currency: str) -> int:
    """Digits after the decimal point by ISO 4217. BadInput where it has no such code.

    >>> minor_units("EUR"), minor_units("ISK"), minor_units("KWD")
    (2, 0, 3)
    """
    if currency not in CURRENCIES:
        raise BadInput(f"{currency!r} is not a currency code of ISO 4217. Write one such as EUR.")
    return _MINOR_UNITS.get(currency, 2)


@lru_cache(maxsize=4096)
def candidates(word: str) -> Candidates | None:
    """The currencies that a word beside a number can mean: `None` first where only a hint can tell.

    `None` alone: no currency's mark. The word is spelled as by `plain`.

    >>> candidates("Kč"), candidates("CHF"), candidates("apples")
    (('CZK',), ('CHF',), None)
    """
    word = word.strip(".'\"-")
    known = _BY_MARK.get(word) or _BY_MARK.get(word.casefold())
    if known:
        return known
    code = word.strip("$").upper()
    if code in CURRENCIES and (code in word or code.lower() not in _EVERYDAY):
        return (code,)
    symbol = _SYMBOL.search(word)
    return _BY_MARK.get(symbol[0]) if symbol else None


def choose(known: Candidates | None, hint: str | None) -> str | None:
    """The one that is meant: the hint's where the mark allows it, else the mark's own, else nobody knows."""
    if not known:
        return hint
    return hint if hint in known else known[0]


@lru_cache(maxsize=4096)
def currency_of(text: str) -> str | None:
    """The currency that a text names, as ISO 4217; `None` where it names none, or one that could be several.

    >>> currency_of("Price in EUR"), currency_of("грн."), currency_of("12 kr"), currency_of("$")
    ('EUR', 'UAH', None, None)
    """
    text = plain(text[:_LONGEST])
    words = list(_WORD.finditer(text))
    for word in words:
        known = candidates(word[0])
        if known and known[0] and (len(words) == 1 or _stands_out(word[0]) or _beside_number(text, *word.span())):
            return known[0]
    return None


def _stands_out(word: str) -> bool:
    """No mere abbreviation or everyday word, which prose uses for other things too."""
    return bool(_SYMBOL.search(word)) or (len(word.strip(".")) > 2 and word.casefold() not in _EVERYDAY)


def _beside_number(text: str, start: int, end: int) -> bool:
    return text[:start].rstrip()[-1:].isdecimal() or text[end:].lstrip()[:1].isdecimal()
