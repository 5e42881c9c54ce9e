"""The words beside a number that tell whether it is the price, in the languages of the shops that we know."""

import re


def _any_of(listed: str) -> str:
    return "|".join(sorted(listed.split(), key=len, reverse=True)).replace("_", r"\s")


# The whole text says that nothing is asked.
FREE = re.compile(
    _any_of(
        """
        free gratis kostenlos umsonst gratuit gratuito gratuita besplatno zdarma zadarmo ingyenes ingyen darmowe darmowy
        bezpłatnie бесплатно безплатно безкоштовно δωρεάν ücretsiz bedava ilmainen tasuta nemokamai bezmaksas
        brezplačno miễn_phí 無料 免费 免費 무료 مجاني חינם
        """
    )
)

# Before a number that is never a price: a saving, an amount to spend first, an article number.
NEVER = re.compile(
    rf"""\b(?:{
        _any_of(
            '''
            save saves saving savings spare sparen ersparnis économie économisez ahorra ahorro ahorras risparmi
            risparmia risparmio ušteda uštedi uštedite ušetříte ušetrite oszczędzasz oszczędź экономия выгода
            спестяваш спестявате εξοικονόμηση κερδίζετε bespaar besparing sparar säästä poupe
            '''
        )
    })\b\D{{0,20}}$
    |\b(?:orders|spend|over|mindestbestellwert|mindesteinkauf|bestellwert)\b\D{{0,8}}$
    |\b(?:versandkostenfrei|livraison\sgratuite|envío\sgratis|frete\sgrátis|free\s(?:shipping|delivery))\b\D{{0,20}}$
    |^\s?[x×]\s?(?:de\s)?\D{{0,3}}$  # "12x de R$ 44,00": one of several parts
    |\b(?:sku|ean|art\.|art(?:ikel|icle|\.)?\s?-?n[ro°]|item\s?(?:no|\#))[\s.:\#]*$""",
    re.IGNORECASE | re.VERBOSE,
)

# Before an amount that is the price only where no other is stated: an earlier or a recommended one, a part, an extra.
LESSER = re.compile(
    rf"""\b(?:{
        _any_of(
            '''
            was were statt anstatt instead_of rrp msrp uvp srp list_price regular regularly reg orig original
            originally old previous previously before compare compared usual usually prima antes avant au_lieu_de
            invece_di en_vez_de van adviesprijs før førpris tidligere tidigare ord ordinarie normalpris veil
            veiledende běžná původní původně bežná pôvodná místo zamiast najniższa regularna stara przed redovna prije
            umjesto pvp pvpr ennen πριν αρχική старая было вместо преди eredeti helyett régi tavsiye eski streichpreis
            shipping delivery postage versand versandkosten livraison envío frete spedizione doprava dostawa доставка
            frakt verzendkosten deposit pfand plus zzgl rate raten instalment instalments parcela parcelas cuotas
            mensualités
            '''
        )
    })\b|\bde:?\s*\D{{0,3}}$|^\s?(?:kg|g|l|ml|m|st|stk)\.?\s?=|\+\s*\D{{0,3}}$|定価|原价|原價|市场价|通常""",
    re.IGNORECASE | re.VERBOSE,
)

# Before the amount that is asked now.
NOW = re.compile(
    rf"""\b(?:{
        _any_of(
            '''
            now jetzt nur nun maintenant ahora agora adesso ora por voor nu nyní nyni teraz sada sad сейчас теперь
            сега τώρα şimdi most sale_price special_price your_price our_price you_pay reduced_to
            '''
        )
    })\b""",
    re.IGNORECASE,
)

# After a number that counts or measures something.
MEASURE = re.compile(
    rf"""\s*(?:
        %|(?i:percent|prozent|procent|pct)\b
        |(?i:{
        _any_of(
            '''
            inch inches cm mm kg kgs mg ml cl dl ltr liter litre lbs oz gb tb mah hz khz mhz ghz kw kwh watt volt
            stars star reviews review ratings rating bewertungen stk stück pcs pieces pack packs szt шт бр kom items
            item days hours months month tage jahre years points
            '''
        )
    })\b|(?:ft|in|g|l|db|ks|pc|m)\b
        |[x×]\s?(?=\S*\d|de\s|\s|$)|(?:for|za|für|pour|por|para)\s(?=\D{{0,4}}\d)
        |★|/\s?\d{{1,2}}(?!\d|\s?[a-z])
    )""",
    re.VERBOSE,
)
MILLIONS = re.compile(r"(?:M|m|Mn|mn|bn|B)\b|\s?[億亿억]")
FOR = re.compile(r"\s(?:for|za|für|pour|por|para)\s")
MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zé]*\.?,?\s*$", re.IGNORECASE)
UNIT_PRICE = re.compile(
    r"\s*\S{0,4}\s*(?:/|per|pro|je|za|par|por|al)\s*(?:1\s?)?(?:100\s?)?(?:kg|g|l|lt|ltr|lit(?:er|re|ro)|ml|m2|m|кг|л)\b",
    re.IGNORECASE,
)
FUEL_OR_POWER = re.compile(
    r"\s*\S{0,4}\s*(?:/|per|pro|je)\s?(?:l|lt|ltr|lit(?:er|re)|gal(?:lon)?|kwh)\b", re.IGNORECASE
)
RANGE = re.compile(r"\s*\S{0,4}?\s*(?:-|~|〜|から|to|bis|do|až|à|a|til|till|tot|до|έως)\s*\S{0,4}\s*", re.IGNORECASE)

# Cents and their kin: the hundredth of which currency. `None`: of the hint's, or nobody knows.
CENTS: dict[str, str | None] = {
    "p": "GBP",
    "pence": "GBP",
    "¢": None,
    "c": None,
    "ct": None,
    "cent": None,
    "cents": None,
    "öre": "SEK",
    "øre": None,
    "коп": "RUB",
    "копеек": "RUB",
    "ст": "BGN",
    "стотинки": "BGN",
    "groszy": "PLN",
    "lipa": "HRK",
    "bani": "RON",
}

_MULTIPLES = {"k": 1000, "lakh": 100_000, "lac": 100_000, "crore": 10_000_000, "тыс": 1000}
MULTIPLES = _MULTIPLES | {word: 1_000_000 for word in ("million", "millions", "mio", "млн")}
CENTS_AFTER = re.compile(
    rf"(p|c)(?![^\W_])|\s?({'|'.join(sorted(set(CENTS) - {'p', 'c'}, key=len, reverse=True))})(?![^\W_])"
)
MAGNITUDE = re.compile(
    r"(?<![\d.,])(\d+(?:[.,]\d{1,2})?)(?:(k)|\s?([Ll]akh|[Ll]ac|[Cc]rore|тыс|[Mm]illion|[Mm]io|млн)s?)(?![^\W_])\.?"
)
