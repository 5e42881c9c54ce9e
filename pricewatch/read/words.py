"""What shops write beside an amount, and how they name the elements around it: data, in many languages.

`BEFORE` and `AFTER` tell the role of an amount by the words on either side; `SIGNS` by class, id and test names
(split into lower-case words joined by `-`). `ZONES` are parts of a page that are not about its own product.
"""

import re
from functools import lru_cache

WORD_BREAK = re.compile(r"[^a-z0-9]+")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


# Scripts that put no space between words.
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0590-\u06ff]")


def phrases(text: str) -> list[str]:
    """Phrases, one per line or separated by `|`, longest first, as patterns; a space stands for any white space."""
    listed = {phrase.strip() for line in text.split("\n") for phrase in line.split("|")} - {""}
    return [re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(listed, key=len, reverse=True)]


def whole(text: str) -> re.Pattern[str]:
    """Any of the phrases, as whole words where its script has such."""
    listed = phrases(text)
    spaced = "|".join(phrase for phrase in listed if not UNSPACED.search(phrase))
    joined = "|".join(phrase for phrase in listed if UNSPACED.search(phrase))
    pattern = rf"(?<![^\W\d_])(?:{spaced})(?![^\W\d_])"
    return re.compile(f"{pattern}|{joined}" if joined else pattern, re.I)


def anywhere(text: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases(text)), re.I)


RRP = whole("""
rrp | r.r.p. | rrsp | msrp | m.s.r.p. | srp | list price | list | recommended retail price | recommended price
retail price | suggested price | manufacturer's price | uvp | u.v.p. | unverb. preisempf.
unverbindliche preisempfehlung | preisempfehlung | listenpreis | empf. vk | prix conseillé
prix public conseillé | prix de vente conseillé | ppc | pvc | prezzo consigliato | prezzo di listino | listino
pvp recomendado | pvpr | precio recomendado | p.v.p | pvp | preço recomendado | preço de tabela | adviesprijs
adviesverkoopprijs | veil. pris | vejl. pris | vejledende | veiledende | rek. pris | rekommenderat pris
ca-pris | suositushinta | ovh | cena katalogowa | sugerowana cena | doporučená cena | běžná cena v obchodech
odporúčaná cena | moc | preporučena cijena | mpc | рекомендованная цена | ррц | препоръчителна цена | пцд
fogyasztói ár | ajánlott fogyasztói ár | λιανική τιμή | π.λ.τ. | liste fiyatı | 定価 | 希望小売価格
メーカー希望小売価格 | 參考價 | 建議售價 | 建议零售价 | 指导价 | מחיר מומלץ | سعر التجزئة
""")
COMPETITOR = whole("""
elsewhere | comparable value | market price | other shops | other retailers | street price | marktpreis
prix du marché | prezzo di mercato | 市場價 | 市场价 | 市價 | 市价
""")
OWN_PRIOR = whole("""
was | old price | previous price | previously | before | original price | originally | orig. | orig
regular price | reg. price | reg. | reg | regular | usual price | usually | normal price | instead of | old
prev. price | initial price | statt | vorher | bisher | bisheriger preis | alter preis | früher | zuvor
ursprünglich | urspr. | normalpreis | regulärer preis | war | anstatt | vorheriger preis | regulär | ancien prix
au lieu de | avant | prix initial | prix habituel | prix d'origine | prix normal | prix de base | prix barré
antes | precio anterior | precio original | precio habitual | precio normal | precio regular | en lugar de
en vez de | pvp anterior | prima | prezzo precedente | invece di | anziché | prezzo originale | prezzo iniziale
era | preço anterior | preço original | preço normal | por antes de | era de | de: | van | was voor | oude prijs
normale prijs | voorheen | oorspronkelijke prijs | før | førpris | tidligere | normalpris | før pris
ordinarie pris | ord. pris | ord | tidigare pris | tidigare | ordinarie | norm. | aiemmin | normaalihinta
alkuperäinen hinta | cena regularna | poprzednia cena | stara cena | zamiast | przed obniżką | cena przed
najniższa cena | původní cena | běžná cena | předtím | místo | původně | pôvodná cena | bežná cena | namiesto
pôvodne | redovna cijena | stara cijena | prije | umjesto | redna cena | redovna cena | старая цена | было
вместо | прежняя цена | цена до скидки | без скидки | раньше | стара цена | преди | стара ціна | було
eredeti ár | régi ár | helyett | korábbi ár | preț vechi | preț inițial | pret vechi | în loc de | preț întreg
αρχική τιμή | πριν | παλιά τιμή | από | eski fiyat | eski fiyatı | yerine | 原価 | 原價 | 原价 | 通常価格
旧価格 | 元値 | 当店通常価格 | 정가 | 정상가 | 판매가 | كان | السعر السابق | بدلا من | السعر الأصلي | قبل
במקום | מחיר קודם | ราคาปกติ | giá cũ | giá gốc
""")
WAS_OTHER = whole("compare at | comparable price | compare to | vergleichspreis | streichpreis | prix de comparaison")

NOW = whole("""
now | now only | our price | your price | sale price | special price | offer price | deal price | today's price
current price | price | you pay | sale | deal | promo price | selling price | buy now | total price | with deal
jetzt | jetzt nur | nur | aktueller preis | angebotspreis | ihr preis | unser preis | sonderpreis | preis
kaufpreis | neuer preis | maintenant | prix actuel | notre prix | prix promo | prix | votre prix | ahora
precio actual | precio | oferta | precio final | adesso | ora | prezzo attuale | prezzo | prezzo scontato
offerta | agora | preço | preço atual | por | nu | nu voor | nu slechts | huidige prijs | prijs | onze prijs
pris | nå | nyt | hinta | teraz | cena | nasza cena | cena promocyjna | nyní | naše cena | akční cena
vaše cena | cena s dph | s dph | sada | cijena | akcijska cijena | zdaj | цена | сейчас | теперь | новая цена
ваша цена | сега | ціна | зараз | most | ár | akciós ár | acum | preț | pret | τώρα | τιμή | şimdi | fiyat
価格 | 特価 | 售價 | 现价 | 特價 | 優惠價 | 網路價 | 販売価格 | السعر | الآن | מחיר | ราคา | giá | giá bán
""")

SAVING = whole("""
save | saves | saving | back in | earn | reward points | points | savings | you save | off | discount
reduced by | sparen | ersparnis | gespart | rabatt | sie sparen | du sparst | spare | économisez | économie
remise | soit une économie | ahorra | ahorras | ahorro | descuento | dto | risparmi | risparmio | sconto
economize | economia | desconto | poupe | bespaar | korting | je bespaart | spar | du sparar | säästät
oszczędzasz | rabat | ušetříte | sleva | ušetríte | zľava | ušteda | uštedite | popust | prihranek | экономия
скидка | выгода | вы экономите | отстъпка | спестявате | знижка | megtakarítás | kedvezmény | economisești
reducere | έκπτωση | κερδίζετε | indirim | 値引 | 割引 | 折扣 | 現省 | 优惠 | 省 | خصم | وفر | חסכון | הנחה
cashback | gift card | voucher worth | reward | rewards
""")
SHIPPING = whole("""
shipping | delivery | postage | p&p | shipping & handling | handling | import fees | import fees deposit
freight | deposit | versand | versandkosten | lieferung | lieferkosten | porto | livraison | frais de port
frais de livraison | expédition | envío | gastos de envío | envio | spedizione | spese di spedizione | consegna
frete | entrega | portes | verzending | verzendkosten | bezorging | bezorgkosten | frakt | levering | leverans
toimitus | dostawa | wysyłka | dostawy | doprava | poštovné | doručení | doručenie | dostava | poštnina
доставка | доставки | доставку | szállítás | szállítási | livrare | transport | μεταφορικά | αποστολή | kargo
送料 | 運費 | 运费 | 배송비 | الشحن | التوصيل | משלוח
""")
THRESHOLD = whole("""
over | above | orders over | orders of | minimum order | minimum | min. order | spend | when you spend
purchases over | free over | ab einem bestellwert von | bestellwert | mindestbestellwert
ab einem einkaufswert von | einkaufswert | versandkostenfrei ab | à partir de commande | dès | d'achat
achats de | minimum de commande | a partir de | superiores a | pedidos superiores | ordini superiori
superiori a | acima de | compras acima de | vanaf | over kr | fra kr | powyżej | od kwoty | nad | při nákupu nad
iznad | preko | от суммы | при заказе от | при покупке от | свыше | за поръчки над | felett | peste | από αγορές
üzeri | 以上 | 满 | 滿 | 購物滿 | 免運 | للطلبات فوق | מעל
""")
THRESHOLD_SURE = re.compile(
    r"(?:orders?|spend|purchases?|basket|minimum|bestellwert|einkaufswert|achats?|commandes?|pedidos?|compras?|ordini|"
    r"free\s+(?:uk\s+|us\s+)?(?:shipping|delivery)|(?:versandkosten|liefer)frei|kostenlose\w*\s+(?:versand|lieferung)|"
    r"livraison\s+(?:gratuite|offerte)|env[ií]os?\s+gratis|frete\s+gr[áa]tis|spedizione\s+gratuita|gratis\s+(?:verzending|"
    r"frakt|levering)|darmowa\s+dostawa|doprava\s+zdarma|бесплатная\s+доставка|безплатна\s+доставка|免運|包邮)"
    r"[^\n]{0,40}$",
    re.I,
)
INSTALMENT = whole("""
month | monthly | per month | instalment | instalments | installment | installments | interest-free
payments of | payments | pay in | finance | financing | emi | weekly | deposit of | klarna | afterpay | clearpay
affirm | rate | raten | monatlich | mtl. | ratenzahlung | teilzahlung | monat | monatliche rate | mensualité
mensualités | par mois | /mois | fois | cuotas | cuota | al mes | mensuales | meses | sin interés | rata
rate da | al mese | parcelas | parcela | sem juros | x sem juros | em até | ou | in termijnen | per maand
p/mnd | per måned | /md | md | mdr. | i måneden | mån | i månaden | kk | kuukausi | raty | rat | miesięcznie
měsíčně | splátky | splátka | mesačne | mjesečno | rate od | obroka | obrok | рассрочка | в месяц | /мес | мес
кредит | в кредит | месяцев | на месец | вноски | havi | részlet | lunar | rate lunare | μήνα | δόσεις | taksit
分割 | 分期 | 每期 | 期 | 月々 | 할부 | شهريا | تقسيط
""")
UNIT_BEFORE = whole("""
unit price | price per unit | grundpreis | basispreis | prix au kilo | prix au litre | precio por unidad
precio unidad | prezzo al kg | prezzo unitario | cena jednostkowa | jednotková cena | jedinična cijena
цена за единицу | egységár | yksikköhinta | jämförpris | jmf-pris | jfr-pris | jfr pris | enhetspris | kilopris
literpris | stykpris | eenheidsprijs | cena za enoto | cijena za jedinicu mjere | τιμή μονάδας | birim fiyat
""")
UNITS = (
    r"(?:\d+(?:[.,]\d+)?\s*)?(?:kg|kilo|kilogramm?|g|gr|gram|l|lt|ltr|lit(?:er|re|ro|r|ru)|cl|dl|ml|m|mt|m2|m²|m3|qm|cm|ft|sq\.?\s?ft|sqft|"
    r"sq\.?\s?m|yd|oz|fl\.?\s?oz|lb|lbs|pound|ea|each|unit|unité|unità|unidad|unidade|piece|pcs?|pce|pz|pezzo|stk|stück|st|szt|ks|kom|db|"
    r"tab|caps?|count|ct|sheet|wash|load|waschladung|wl|kg\.|кг|л|г|шт|м|метр|кв\.?\s?м|бр|un|ud|uds|item|metre|meter|roll|рул|rollo|dose|"
    r"pack|kpl|τεμ|τμχ|λίτρο|κιλό|個|枚|本|袋|公斤|斤)"
)
PER_UNIT = re.compile(
    rf"^\s*(?:[^\s\d]{{1,4}}\s*)?[(\[]?\s*(?:/|per\b|pro\b|je\b|par\b|por\b|al\b|na\b|za\b|à\s+la|le|a|p\.|per\s+1|pr\.?)\s*(?:1\s*)?({UNITS})\b(?!\w)",
    re.I,
)
PER_UNIT_BEFORE = re.compile(rf"(?:^|[\s(])(?:1|100|10|1000)\s*({UNITS})\s*(?:=|:|kostet)\s*$", re.I)
PER_PERIOD = re.compile(
    r"^\s*(?:[^\s\d]{1,4}\s*)?(?:/|per|pro|par|al|p\.|a|/\s*per|por|je|each|every|i|w)?\s*(?:/\s*)?"
    r"(?:(month|mo|mth|mnth|monat|mois|mes|mese|m[åa]ned|md|mån(?:ad)?|maand|mnd|miesiąc|mies|měsíc|měs|mesiac|mjesec|mjesečno|месяц|"
    r"мес|месец|hó|hónap|lună|luna|μήνα|ay|kk|kuukausi|月|个月|個月|monthly|monatlich|mtl|mensuel|mensual|mensuales|al mese|mensili)"
    r"|(year|yr|jahr|an|año|anno|ano|år|jaar|rok|год|година|év|έτος|yıl|年|yearly|jährlich|annually|p\.a))\b",
    re.I,
)
EX_VAT = re.compile(
    r"(?:ex\.?|excl\.?|exc\.?|excluding|without|before|plus|\+|ohne|zzgl\.?|exkl\.?|hors|sin|senza|sem|zonder|uten|utan|uden|bez|без|"
    r"excluido|iva\s+esclusa)\s*(?:of\s+|de\s+l[ae]\s+)?(?:vat|tax(?:es)?|gst|mwst|ust|tva|taxe|iva|btw|mva|moms|vat-u|dph|pdv|ddv|ндс|ддс|áfa)"
    r"|\b(?:ht|h\.t\.|netto|net\s+price|nettopreis|tax\s+excluded|imposto\s+excluído|iva\s+escl\w*|\+\s*iva|nettó|alv\s*0)\b|税抜|税別|未税|未稅",
    re.I,
)
INC_VAT = re.compile(
    r"(?:inc\.?|incl\.?|including|with|inkl\.?|inklusive|ttc|con|com|met|med|s|z|sa|с|cu)\s*(?:vat|tax(?:es)?|gst|mwst|ust|tva|iva|btw|"
    r"mva|moms|dph|pdv|ddv|ндс|ддс|áfa)|\bttc\b|brutto|税込|含稅|含税",
    re.I,
)
MEMBER = whole("""
member | members | member price | members price | club price | club | with card | card price | loyalty
clubcard | nectar | prime | for members | with membership | subscribe & save | subscribe and save | subscription
store card | with code | coupon | with coupon | mit karte | mitglieder | mitgliederpreis | clubpreis
kundenkarte | kartenpreis | spar-abo | im abo | mit code | gutschein | mit app | carte | prix adhérent
adhérents | prix membre | avec la carte | abonnés | abonnement | code promo | socio | socios | con tarjeta
precio socio | suscríbete | cupón | soci | tessera | con carta | prezzo soci | iscriviti e risparmia | sócio
clube | cupom | leden | ledenprijs | med kort | medlem | medlemspris | medlemmer | klubpris | jäsenhinta
plussa | dla klubowiczów | z kartą | z kodem | cena klubowa | z aplikacją | klubová cena | s kartou | s klubem
kluboví | klubska cijena | s karticom | za članove | по карте | клубная цена | с картой | промокод | с карта
клубна | за карткою | kártyával | klubár | card | με κάρτα | kart ile | kartlı | 会員価格 | 會員價 | 会员价
للأعضاء | חברי מועדון | pickup discount | at checkout with | apply now | new customers
""")
FROM = re.compile(
    r"(?:^|[\s(:\n])(?:from|starting\s+(?:at|from)|starts\s+(?:at|from)|as\s+low\s+as|ab|à\s+partir\s+de|dès|a\s+partir\s+de|desde|da|"
    r"a\s+partire\s+da|vanaf|fra|från|alkaen|od|już\s+od|от|від|-tól|de\s+la|από|başlayan|起|から|من)\s*:?\s*[^\s\d]{0,4}\s*$",
    re.I,
)
FROM_AFTER = re.compile(r"^\s*(?:[^\s\d]{1,4}\s*)?(?:起|から|~|〜|\+|alkaen|-tól|-től|'den|'dan|부터)", re.I)
LOWEST_30 = re.compile(
    r"(?:30[\s-]*(?:days?|tage\w*|jours|d[ií]as|giorni|dias|dagen|dag\w*|dni|dn[ůí]\w*|dana|дней|дни|днів|nap\w*|de\s+zile|zile|"
    r"ημ\w+|gün\w*)|lowest\s+price|niedrigster\s+preis|najniższa\s+cena|nejnižší\s+cena|najnižšia\s+cena|najniža\s+cijena|"
    r"laveste\s+pris|lägsta\s+pris|alin\s+hinta|laagste\s+prijs|prezzo\s+più\s+basso|precio\s+más\s+bajo|prix\s+le\s+plus\s+bas|"
    r"най-ниска\s+цена|legalacsonyabb\s+ár|cel\s+mai\s+mic\s+pre[țt]|χαμηλότερη\s+τιμή)",
    re.I,
)
BULK = re.compile(
    r"(?:\b(?:buy|any|for|from|ab|bei|mix|je|quantity|qty|pack of|x)\s*\d{1,3}\s*(?:for|für|pour|por|\+|x|×|pcs|stk|stück|ks)?\s*[^\s\d]{0,3}\s*$"
    r"|\b\d{1,3}\s*(?:for|für|pour|por|per|voor|za|x|×|@|\+|or more)\s*[^\s\d]{0,4}\s*$)",
    re.I,
)
OTHER_SELLER = whole("""
used | refurbished | open box | open-box | pre-owned | other sellers | new & used | new ( | used & new
gebraucht | neu & gebraucht | neu und gebraucht | andere anbieter | andere verkäufer | d'occasion | occasion
neufs et occasions | autres vendeurs | de segunda mano | otros vendedores | usato | altri venditori
nuovi e usati | usado | outros vendedores | tweedehands | б/у | begagnad | brugt | hardcover | paperback
audiobook | audio cd | trade in | trade-in
""")
TOTAL = whole("""
subtotal | total | estimated total | basket | cart | warenkorb | panier | carrello | carrito | sacola
winkelwagen | košík | koszyk | košarica | корзина | количка | 購物車 | カート | zwischensumme | sous-total
in your cart | bag total | bundle | together | all three | add both | protection plan | warranty | insurance
garantie | versicherung | assurance | garanzia | gift wrap | assembly | installation | budget | price range
min | max | filter | refine
""")

# Class, id and test names.
SIGNS: dict[str, re.Pattern[str]] = {
    "was": re.compile(
        r"(?:^|-)(?:old|was|strike\w*|striked|crossed|line-through|through|linethrough|rrp|msrp|uvp|pvpr|list-?price|listprice|previous|prev|"
        r"before|original-?price|originalprice|price-?original|orig|old-?price|oldprice|was-?price|wasprice|reg-price|regular-?price|price-regular|standard-?price|"
        r"compare|compared|price-compare|preisstatt|statt|base-price-old|market-price|price-high|price-was|del|ante|antes|anterior|"
        r"alt|barre|barrato|tachado|lowlight|cut-price|discounted-from|ordinary|scratched|erased|"
        r"retail-price|price-retail|recommended-price|price-before|undiscounted|full-price|fullprice|sale-from|price-from-old|"
        r"\w*price(?:old|was|before|list|original|regular)|(?:old|was|before|list|original|regular|strike|crossed)price\w*|"
        r"no-discount|without-discount|precio-tarifa|staraya|staro|stara)(?:$|-)"
    ),
    "unit": re.compile(
        r"(?:^|-)(?:unit-?price|unitprice|price-?per|priceper|per-?unit|perunit|ppu|base-?price|baseprice|grundpreis|basisprice|unit-pricing|"
        r"price-unit-info|kilopris|comparison-?price|jmfpris|per-measure|pricepermeasure|unitary|per-kg|unit-measure)(?:$|-)"
    ),
    "saving": re.compile(
        r"(?:^|-)(?:saving|savings|yousave\w*|you-save|discount-?amount|save-?amount|amount-saved|rebate|cashback|percent|"
        r"percentage)(?:$|-)"
    ),
    "shipping": re.compile(
        r"(?:^|-)(?:shipping|delivery|versand|postage|livraison|envio|spedizione|dostawa|doprava|frete|freight|shipment)(?:$|-)"
    ),
    "instalment": re.compile(
        r"(?:^|-)(?:instal+ments?|monthly|finance|financing|emi|klarna|afterpay|clearpay|affirm|credit|raten|rate-from|leasing|"
        r"paylater|pay-later|parcel\w*|cuotas|sezzle|zip|laybuy|paypal|mensual\w*|split-payment)(?:$|-)"
    ),
    "member": re.compile(
        r"(?:^|-)(?:member|members|club|loyalty|clubcard|card-price|nectar|prime-price|subscribe|subscription|sns|vip|coupon|promo-?code|"
        r"store-?card|plus-price)(?:$|-)"
    ),
    "ex_vat": re.compile(
        r"(?:^|-)(?:ex-?vat|excl-?vat|excl-?tax|ex-?tax|without-?tax|without-?vat|price-excluding-tax|netto|no-vat|bez-dph|nodph|ht|"
        r"price-?net|excluding)(?:$|-)"
    ),
    "option": re.compile(r"(?:^|-)(?:swatch\w*|twister|variant-option|tmm\w*|option-price)(?:$|-)"),
}
PRICE_SIGN = re.compile(
    r"(?:^|-)(?:\w{0,9}price\w{0,9}|preis\w*|prix|precio\w*|prezzo|preco|prijs|pris|cena|cijena|tsena|cost|amount|fiyat|hinta)(?:$|-)"
)
MAIN_SIGN = re.compile(
    r"(?:^|-)(?:current|sale|final|now|our|ourprice|actual|special|buy|product|main|primary|offer|today|selling|dealprice|deal|pdp|"
    r"detail|details|buybox|purchase|sales|new|core|pay|saleprice|big|large|xl|total|highlight|value)(?:$|-)"
)
CENTS_SIGN = re.compile(
    r"(?:^|-)(?:cents?|decimals?|fractions?|fractional|minor|centimes|centavos|centimos|kop\w*|haler\w*|dec|super\w*|sup|small-?part|"
    r"digits-small|part-2|penny|pence|subunit\w*)(?:$|-)"
)
ZONES = re.compile(
    r"(?:^|-)(?:related\w*|recommend\w*|reco|recs|similar\w*|upsells?|up-sells?|cross-?sells?|crosssell\w*|carousel\w*|accessor\w*|also-\w+|"
    r"alsobought|alsoviewed|bought-together|recently\w*|viewed|history|sponsored\w*|suggest\w*|bundle\w*|fbt|you-may\w*|youmay\w*|complementary|"
    r"compare\w*|comparison\w*|reviews?|comments?|mini-?cart|minicart|mini-?basket|header|nav|navbar|navigation|menu\w*|megamenu|footer|"
    r"modal|popup|dialog|drawer|offcanvas|filters?|facets?|banner|breadcrumbs?|cookie\w*|newsletter|olp|other-sellers|more-buying\w*|mbc|"
    r"aod|warranty|protection|trade-?in|tradein|insurance|bestsellers?|top-?sellers?|trending|inspiration|complete-the-look|shop-the-look|"
    r"crossseling|crossselling|upselling|othersellers|alternatives?|substitutes?|frequently\w*|certona|rr-|richrelevance|"
    r"widget-products?|product-?slider|products-slider|product-?list\w*|product-?grid|productlist\w*|product-?cards?|product-?tiles?|"
    r"ads?|advert\w*|ad-\w+|dropdown-cart|side-?cart|shopping-?cart|cart-?summary|basket-summary|last-seen|autocomplete|search-results)(?:$|-)"
)
HIDDEN_NAMES = frozenset(
    [
        "hidden",
        "hide",
        "d-none",
        "is-hidden",
        "invisible",
        "js-hidden",
        "aok-hidden",
        "display-none",
        "displaynone",
        "u-hidden",
        "ng-hide",
        "no-display",
        "nodisplay",
    ]
)
RESPONSIVE = re.compile(
    r"(?:^|\s)(?:d-(?:\w+-)?(?:block|inline|flex|inline-block|inline-flex|grid)|\w+:(?:block|flex|inline\S*|grid|visible))(?:\s|$)"
)

# One piece of goods: a price per piece is the price.
PIECE = re.compile(
    r"(?:ea|each|unit|unité|unità|unidad|unidade|piece|pcs?|pce|pz|pezzo|stk|stück|st|szt|ks|kom|db|шт|бр|un|ud|uds|item|個|枚|本|pack|kpl)$",
    re.I,
)
RANGE = re.compile(r"^\s?(?:-|~|〜|to|bis|à|až|do|до|a|tot|till)\s?$", re.I)
PERCENT = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d)?)\s?%")

OUT_OF_STOCK = whole("""
out of stock | sold out | currently unavailable | temporarily unavailable | not available | unavailable
no longer available | temporarily out of stock | out-of-stock | this item is no longer available
back in stock soon | notify me when available | email when available | email me when back in stock | ausverkauft
nicht verfügbar | nicht lieferbar | nicht auf lager | derzeit nicht verfügbar | vergriffen
momentan nicht verfügbar | nicht mehr verfügbar | zurzeit nicht lieferbar | leider nicht | épuisé
rupture de stock | en rupture | indisponible | actuellement indisponible | n'est plus disponible
non disponible | agotado | sin stock | no disponible | fuera de stock | sin existencias | esaurito
non disponibile | attualmente non disponibile | esgotado | indisponível | fora de estoque | produto indisponível
uitverkocht | niet op voorraad | niet leverbaar | niet beschikbaar | udsolgt | ikke på lager | utsolgt
slutsåld | slut i lager | ej i lager | loppu | loppuunmyyty | ei saatavilla | ei varastossa | wyprzedane
brak w magazynie | niedostępny | produkt niedostępny | chwilowo niedostępny | vyprodáno | není skladem
nedostupné | vypredané | nie je na sklade | rasprodano | nema na zalihi | nedostupno | trenutno nedostupno
ni na zalogi | razprodano | нет в наличии | распродано | нет на складе | товар закончился | няма наличност
изчерпан | не е наличен | немає в наявності | elfogyott | nincs készleten | nem elérhető | stoc epuizat
indisponibil | εξαντλημένο | μη διαθέσιμο | εξαντλήθηκε | tükendi | stokta yok | 在庫切れ | 売り切れ | 品切れ
完売 | 缺貨 | 缺货 | 售完 | 售罄 | 已售完 | 補貨中 | 품절 | نفذ من المخزون | غير متوفر | אזל | สินค้าหมด
hết hàng
""")
IN_STOCK = whole("""
in stock | available now | available to order | in store now | left in stock | only 1 left | ready to ship
ships today | available | auf lager | lieferbar | sofort lieferbar | verfügbar | vorrätig | en stock
disponible | disponibile | disponibilità immediata | em estoque | disponível | em stock | op voorraad
beschikbaar | leverbaar | på lager | i lager | varastossa | saatavilla | dostępny | w magazynie | na stanie
skladem | na sklade | na zalihi | dostupno | na zalogi | в наличии | есть в наличии | в наличност | налично
є в наявності | raktáron | készleten | în stoc | in stoc | διαθέσιμο | σε απόθεμα | stokta | 在庫あり | 現貨
有貨 | 有货 | 库存 | متوفر | במלאי | มีสินค้า | còn hàng
""")
PREORDER = whole("""
pre-order | preorder | pre order | vorbestellen | vorbestellung | précommande | précommander | reservar ahora
preventa | preordina | pré-venda | předobjednávka | предзаказ | 予約 | 預購
""")
DISCONTINUED = whole("""
discontinued | no longer available | no longer sold | item is no longer | nicht mehr lieferbar
produktion eingestellt | arrêté | descatalogado | fuori produzione | descontinuado | снят с производства | 停產
""")

BUY = anywhere("""
add to cart | add to basket | add to bag | add to trolley | add to shopping | buy now | buy it now | order now
purchase now | add to order | in den warenkorb | in den einkaufswagen | jetzt kaufen | zum warenkorb
ajouter au panier | acheter | j'achète | añadir a la cesta | añadir al carrito | agregar al carrito | comprar
añadir a la bolsa | aggiungi al carrello | acquista | adicionar ao carrinho | adicionar à sacola
adicionar ao cesto | in winkelwagen | in winkelmandje | bestellen | læg i kurv | legg i handlekurv
lägg i varukorg | köp nu | lisää ostoskoriin | do koszyka | dodaj do koszyka | kup teraz | do košíku | do košíka
vložit do košíku | přidat do košíku | dodaj u košaricu | u košaricu | dodaj v košarico | dodaj u korpu
в корзину | купить | добави в количката | купи | до кошика | kosárba | adaugă în coș | adauga in cos | în coș
προσθήκη στο καλάθι | αγορά | sepete ekle | カートに入れる | カゴに入れる | 加入購物車 | 立即購買 | 加入购物车
立即购买 | 장바구니 | أضف إلى | اشتري | הוסף לסל | ใส่ตะกร้า | thêm vào giỏ
""")


@lru_cache(maxsize=16_384)
def split_names(names: str) -> str:
    """Class and id names as lower-case words joined by `-`.

    >>> split_names("priceBlock_oldPrice price--xl")
    'price-block-old-price-price-xl'
    """
    return WORD_BREAK.sub("-", CAMEL.sub("-", names).casefold()).strip("-")


@lru_cache(maxsize=16_384)
def signs_of(names: str) -> frozenset[str]:
    """What an element's names say about an amount within it."""
    words = split_names(names)
    found = {role for role, pattern in SIGNS.items() if pattern.search(words)}
    found |= {"price"} if PRICE_SIGN.search(words) else set()
    found |= {"main"} if MAIN_SIGN.search(words) else set()
    found |= {"cents"} if CENTS_SIGN.search(words) else set()
    return frozenset(found)


@lru_cache(maxsize=16_384)
def is_zone(names: str) -> bool:
    """Do an element's names say that it is about something else than the page's product?"""
    return bool(ZONES.search(split_names(names)))


@lru_cache(maxsize=16_384)
def is_hidden(names: str) -> bool:
    """Do an element's class names hide it on every screen?"""
    return bool(HIDDEN_NAMES & set(names.casefold().split())) and not RESPONSIVE.search(names)
