"""What shops write beside an amount, in many languages: data. A phrase before or after an amount tells its role."""

import re

from pricewatch.read.phrases import whole

RRP = whole("""
rrp | r.r.p. | ticket price | rrsp | msrp | m.s.r.p. | srp | list price | recommended retail price | recommended price
retail price | suggested price | manufacturer's price | uvp | u.v.p. | unverb. preisempf.
unverbindliche preisempfehlung | preisempfehlung | listenpreis | empf. vk | prix conseillé
prix public conseillé | prix de vente conseillé | ppc | prezzo consigliato | prezzo di listino | listino
pvp recomendado | pvpr | precio recomendado | p.v.p | pvp | preço recomendado | preço de tabela | adviesprijs
adviesverkoopprijs | veil. pris | vejl. pris | vejledende | veiledende | rek. pris | rekommenderat pris
ca-pris | suositushinta | ovh | cena katalogowa | sugerowana cena | doporučená cena | běžná cena v obchodech
odporúčaná cena | preporučena cijena | mpc | рекомендованная цена | ррц | препоръчителна цена | пцд
fogyasztói ár | ajánlott fogyasztói ár | λιανική τιμή | π.λ.τ. | liste fiyatı | 定価 | 希望小売価格 | 소비자가
メーカー希望小売価格 | 參考價 | 建議售價 | 建议零售价 | 指导价 | מחיר מומלץ | سعر التجزئة
""")
COMPETITOR = whole("""
elsewhere | comparable value | market price | other shops | other retailers | street price | marktpreis
prix du marché | prezzo di mercato | 市場價 | 市场价 | 市價 | 市价
""")
OWN_PRIOR = whole("""
was | old price | previous price | previously | before | original price | originally | orig. | orig
regular price | reg. price | regular | usual price | usually | normal price | instead of | prev. price
initial price | statt | vorher | bisher | bisheriger preis | alter preis | früher | zuvor | ursprünglich
urspr. | normalpreis | regulärer preis | anstatt | vorheriger preis | regulär | ancien prix | au lieu de | avant
prix initial | prix habituel | prix d'origine | prix normal | prix de base | prix barré | antes
precio anterior | precio original | precio habitual | precio normal | precio regular | en lugar de | en vez de
pvp anterior | prezzo precedente | invece di | anziché | prezzo originale | prezzo iniziale | preço anterior
preço original | preço normal | por antes de | era de | de: | was voor | oude prijs | normale prijs | voorheen
oorspronkelijke prijs | før | førpris | tidligere | før pris | ordinarie pris | ord. pris | tidigare pris
tidigare | ordinarie | norm. | aiemmin | normaalihinta | alkuperäinen hinta | cena regularna | poprzednia cena
stara cena | zamiast | przed obniżką | cena przed | najniższa cena | původní cena | běžná cena | předtím | místo
původně | pôvodná cena | bežná cena | namiesto | pôvodne | redovna cijena | stara cijena | prije | umjesto
redna cena | redovna cena | старая цена | было | вместо | прежняя цена | цена до скидки | без скидки | раньше
стара цена | преди | стара ціна | було | eredeti ár | régi ár | helyett | korábbi ár | preț vechi | preț inițial
pret vechi | în loc de | preț întreg | αρχική τιμή | πριν | παλιά τιμή | eski fiyat | eski fiyatı | yerine
原価 | 原價 | 原价 | 通常価格 | 旧価格 | 元値 | 当店通常価格 | 정가 | 정상가 | كان | السعر السابق
بدلا من | السعر الأصلي | قبل | במקום | מחיר קודם | ราคาปกติ | giá cũ | giá gốc
""")
# Words that mean much else: only right before the amount, on its own line.
OWN_PRIOR_BESIDE = re.compile(
    r"(?:^|[\s(])(?:van|war|era|prima|old|reg\.?|ord\.?|list|ante|normalpris)(?:[ \t]*|:\s*)[^\s\w]{0,3}$", re.I
)
WAS_OTHER = whole("compare at | comparable price | compare to | vergleichspreis | streichpreis | prix de comparaison")

NOW = whole("""
now | now only | pay in full | our price | your price | sale price | special price | offer price | deal price
today's price | current price | price | you pay | sale | deal | promo price | selling price | buy now
total price | with deal
jetzt | jetzt nur | nur | aktueller preis | angebotspreis | ihr preis | unser preis | sonderpreis | preis
kaufpreis | neuer preis | maintenant | prix actuel | notre prix | prix promo | prix | votre prix | ahora
precio actual | precio | oferta | precio final | adesso | ora | prezzo attuale | prezzo | prezzo scontato
offerta | agora | preço | preço atual | por | nu | nu voor | nu slechts | huidige prijs | prijs | onze prijs
pris | nå | nyt | hinta | teraz | cena | nasza cena | cena promocyjna | nyní | naše cena | akční cena
vaše cena | cena s dph | s dph | sada | cijena | akcijska cijena | zdaj | цена | сейчас | теперь | новая цена
ваша цена | сега | ціна | зараз | most | ár | akciós ár | acum | preț | pret | τώρα | τιμή | şimdi | fiyat
価格 | 特価 | 售價 | 现价 | 特價 | 優惠價 | 網路價 | 販売価格 | السعر | الآن | מחיר | ราคา | giá | giá bán
판매가 | 판매가격
""")

SAVING = whole("""
less | taniej o | accrued | cumulés | cagnottés
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
    r"(?:orders?|spend|purchases?\s+(?:over|above|of|from)|basket|minimum|bestellwert|einkaufswert|achats?|commandes?|pedidos?|compras?|ordini|"
    r"free\s+(?:uk\s+|us\s+)?(?:shipping|delivery)|(?:versandkosten|liefer)frei|kostenlose\w*\s+(?:versand|lieferung)|"
    r"livraison\s+(?:gratuite|offerte)|env[ií]os?\s+gratis|frete\s+gr[áa]tis|spedizione\s+gratuita|gratis\s+(?:verzending|"
    r"frakt|levering)|darmowa\s+dostawa|doprava\s+zdarma|бесплатная\s+доставка|безплатна\s+доставка|免運|包邮)"
    r"[^\n]{0,40}$",
    re.I,
)
INSTALMENT = whole("""
month | monthly | per month | instalment | instalments | installment | installments | interest-free
payments of | payments | pay in 2 | pay in 3 | pay in 4 | pay in 6 | pay in 12 | finance | financing | emi
weekly | deposit of
klarna | afterpay | clearpay | affirm | raten | monatlich | mtl. | ratenzahlung | teilzahlung | monat
monatliche rate | mensualité
mensualités | par mois | /mois | fois | cuotas | cuota | al mes | mensuales | meses | sin interés | rata
rate da | al mese | parcelas | parcela | sem juros | x sem juros | em até | in termijnen | per maand | p/mnd
per måned | /md | md | mdr. | i måneden | mån | i månaden | kk | kuukausi | raty | rat | miesięcznie | měsíčně
splátky | splátka | mesačne | mjesečno | rate od | obroka | obrok | рассрочка | в месяц | /мес | мес | кредит
в кредит | месяцев | на месец | вноски | havi | részlet | lunar | rate lunare | μήνα | δόσεις | taksit | 分割
分期 | 每期 | 期 | 月々 | 할부
شهريا | تقسيط | دفعات | دفعة | قسط | أقساط | תשלומים | ผ่อน | งวด | trả góp | cicilan | किस्त
""")
UNIT_BEFORE = whole("""
unit price | price per unit | grundpreis | basispreis | prix au kilo | prix au litre | precio por unidad
precio unidad | prezzo al kg | prezzo unitario | cena jednostkowa | jednotková cena | jedinična cijena
цена за единицу | egységár | yksikköhinta | jämförpris | jmf-pris | jfr-pris | jfr pris | enhetspris | kilopris
literpris | stykpris | eenheidsprijs | cena za enoto | cijena za jedinicu mjere | τιμή μονάδας | birim fiyat
あたり | 当たり
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
    r"мес|месец|hó|hónap|lună|luna|μήνα|ay|kk|kuukausi|月|个月|個月|"
    r"monthly|monatlich|mtl|mensuel|mensual|mensuales|al mese|mensili)"
    r"|(year|yr|jahr|an|año|anno|ano|år|jaar|rok|год|година|év|έτος|yıl|年|yearly|jährlich|annually|p\.a))\b",
    re.I,
)
EX_VAT = re.compile(
    r"(?:ex\.?|excl\.?|exc\.?|excluding|without|before|plus|\+|ohne|zzgl\.?|exkl\.?|hors|sin|senza|sem|zonder|uten|utan|uden|bez|без|"
    r"excluido|iva\s+esclusa)\s*(?:of\s+|de\s+l[ae]\s+)?"
    r"(?:vat|tax(?:es)?|gst|mwst|ust|tva|taxe|iva|btw|mva|moms|vat-u|dph|pdv|ddv|ндс|ддс|áfa)"
    r"|\b(?:ht|h\.t\.|netto|net\s+price|nettopreis|tax\s+excluded|imposto\s+excluído|iva\s+escl\w*|"
    r"\+\s*iva|nettó|alv\s*0)\b|税抜|税別|本体価格|未税|未稅",
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
store card | mit karte | mitglieder | mitgliederpreis | clubpreis | kundenkarte | kartenpreis | spar-abo
im abo | mit app | carte | prix adhérent | adhérents | prix membre | avec la carte | abonnés | abonnement
socio | socios | con tarjeta | precio socio | suscríbete | soci | tessera | con carta | prezzo soci
iscriviti e risparmia | sócio | clube | leden | ledenprijs | med kort | medlem | medlemspris | medlemmer
klubpris | jäsenhinta | plussa | dla klubowiczów | z kartą | cena klubowa | z aplikacją | klubová cena
s kartou | s klubem | kluboví | klubska cijena | s karticom | za članove | по карте | клубная цена | с картой
с карта | клубна | за карткою | kártyával | klubár | με κάρτα | kart ile | kartlı | 会員価格 | 회원가
會員價 | 会员价 | للأعضاء
חברי מועדון | plus会员价
""")
# The price of those who have no card.
NOT_MEMBER = re.compile(
    r"(?<![^\W\d_])(?:non[ -]|not a |without (?:a )?|ohne |nicht|sans |senza |sin |utan |uden |uten |bez |без |zonder )"
    r"(?:\w*card|\w*karte?\w*|carte|carta|tarjeta|\w*kort|карты|картки|\w*members?|\w*mitglied\w*|soci[oi]?s?|medlem\w*|lid)\b",
    re.I,
)
# What only those pay who enter a code, clip a coupon or do something else first.
COUPON = whole("""
with code | coupon | with coupon | mit code | gutschein | code promo | cupón | cupom | z kodem | промокод
pickup discount | at checkout with | apply now | new customers
""")
# An offer to come back for less, with its percentage right before the amount.
SUBSCRIBE = re.compile(r"\b(?:subscribe|abonn|spar-?abo|suscr[ií]b|iscriviti|assine)[^\n]{0,30}$", re.I)
FROM = re.compile(
    r"(?:^|[\s(:\n])(?:from|starting\s+(?:at|from)|starts\s+(?:at|from)|as\s+low\s+as|(?:schon\s+)?ab|à\s+partir\s+de|dès|a\s+partir\s+de|desde|da|"
    r"a\s+partire\s+da|vanaf|fra|från|alkaen|od|już\s+od|от|від|-tól|de\s+la|από|başlayan|起|から|من)(?![a-zà-ž])\s*:?(?:\s+only|\s+just|\s+nur)?\s*[^\s\d]{0,4}\s*$",
    re.I,
)
FROM_AFTER = re.compile(
    r"^\s*(?:[^\s\d]{1,4}\s*)?(?:起|から|~|〜|\+(?=\s*(?:\n|$))|alkaen|-tól|-től|'den|'dan|부터)", re.I
)
LOWEST = re.compile(
    r"(?:lowest\s+(?:recent\s+)?price|niedrigster\s+(?:preis|gesamtpreis)|30[\s-]*tage[\s-]*(?:best|tiefst)?preis|najniższa\s+cena|"
    r"nejnižší\s+cena|najnižšia\s+cena|najniža\s+cijena|najnižja\s+cena|laveste\s+pris|lägsta\s+pris|alin\s+hinta|"
    r"laagste\s+prijs|prezzo\s+più\s+basso|precio\s+más\s+bajo|preço\s+mais\s+baixo|prix\s+le\s+plus\s+bas|най-ниска\s+цена|"
    r"legalacsonyabb\s+ár|cel\s+mai\s+mic\s+pre[țt]|χαμηλότερη\s+τιμή)",
    re.I,
)
# What each costs to those who buy several.
BULK_SURE = re.compile(
    r"\b(?:buy|kaufen\s+sie|koop|achetez(?:-en)?|compr[ae]|acquista|kup|köp|køb|kjøp|купи\w*|satın\s+al)"
    r"\s+\d{1,4}\b[^\n]{0,30}$",
    re.I,
)
BULK = re.compile(
    r"(?:\b(?:buy|any|for|from|ab|bei|mix|je|quantity|qty|pack of|x)\s*\d{1,3}\s*"
    r"(?:for|für|pour|por|\+|x|×|pcs|stk|stück|ks)?\s*[^\s\d]{0,3}\s*$"
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
subtotal | estimated total | cart total | basket total | in your cart | bag total | zwischensumme | sous-total
all three | add both | protection plan | warranty | insurance | versicherung | gift wrap | budget | price range
your basket is | items in basket
vrg | taxe de recyclage | tar incluse | recupel | éco-participation | eco-participation | écotaxe
""")
# One piece of goods: a price per piece is the price.
PIECE = re.compile(
    r"(?:ea|each|unit|unité|unità|unidad|unidade|piece|pcs?|pce|pz|pezzo|stk|stück|st|szt|ks|kom|db|шт|бр|un|ud|uds|item|"
    r"個|枚|本|pack|kpl)$",
    re.I,
)
RANGE = re.compile(r"^\s?(?:-|~|〜|to|bis|à|až|do|до|a|tot|till)\s?$", re.I)
PERCENT = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d)?)\s?%")
