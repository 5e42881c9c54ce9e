"""How shops word subscriptions: periods, contract lengths, introductory prices and what follows. Data."""

import re

from pricewatch.read.phrases import Phrases, phrases, whole


def _any(text: str) -> str:
    return rf"(?<![^\W\d_])(?:{'|'.join(phrases(text))})(?![^\W\d_])"


_MONTH = """
month | months | mo | mos | mth | mths | monat | monate | monaten | mon. | mois | mes | meses | mese | mesi | maand
maanden | mnd | måned | måneder | mdr | md. | månad | månader | mån | kuukausi | kuukautta | kk | miesiąc | miesiące
miesięcy | mies. | měsíc | měsíce | měsíců | mesiac | mesiacov | mjesec | mjeseci | mjeseca | mês | месяц | месяца
месяцев | hónap | hónapig | luni | lună | μήνες
"""
_YEAR = """
year | years | yr | jahr | jahre | jahren | an | ans | année | año | años | anno | anni | jaar | jaren | år | vuosi
vuotta | rok | lata | let | ano | anos | godina | godine
"""
MONTHS = rf"(?P<{{0}}>\d{{{{1,2}}}})[\s-]?(?:(?P<{{0}}_m>{_any(_MONTH)})|{_any(_YEAR)})"
_TERM = """
contract length | length of contract | contract term | contract period | contract duration | contract | minimum term
minimum contract | minimum period | min. term | commitment | commitment period | agreement length | agreement
mindestlaufzeit | mindestvertragslaufzeit | mindestvertragsdauer | vertragslaufzeit | vertragsbindung | vertragsdauer
laufzeit | bindungsfrist | engagement | durée d'engagement | durée du contrat | durée minimale | permanencia
compromiso de permanencia | duración del contrato | compromiso | vincolo | vincolo contrattuale | durata contratto
durata del contratto | durata minima | durata contrattuale | contractduur | looptijd | minimale looptijd
contractperiode | contract van | bindingstid | avtalstid | bindingsperiode | binding | avtaletid | määräaikainen
sopimuskausi | sopimusaika | umowa na | okres umowy | okres zobowiązania | czas trwania umowy | doba trvání smlouvy
závazek | smlouva na | viazanosť | ugovorna obveza | fidelização | período de fidelização | hűségidő
"""
_TERM_AFTER = """
contract | minimum term | minimum contract | term | commitment | agreement | mindestlaufzeit | laufzeit
vertragslaufzeit | vertrag | vertragsbindung | d'engagement | engagement | de permanencia | permanencia
de contrato | di vincolo | di contratto | looptijd | contract | bindingstid | bindning | binding | umowy
smlouva | závazek
"""
TERM = re.compile(
    rf"{_any(_TERM)}[^\n\d.]{{0,25}}{MONTHS.format('a')}|{MONTHS.format('b')}[\s-]{{0,3}}(?:\w+\s)?{_any(_TERM_AFTER)}"
    rf"|{_any(_TERM)}[^\n\d.]{{0,15}}\n{MONTHS.format('c')}",
    re.I,
)
_FIRST = """
first | the first | for the first | in the first | during the first | for | die ersten | in den ersten | den ersten
für die ersten | für | pendant | les | pendant les | durant | durante | los primeros | durante los primeros | por
per | per i primi | i primi | nei primi | primi | de eerste | eerste | gedurende | de första | första | de første
første | przez pierwsze | pierwsze | przez | prvních | první | prvých | prvih | ensimmäiset | os primeiros
nos primeiros | introductory period | introductory rate applies | time the introductory rate applies
"""
_ONCE = """
first | ersten | erste | erstes | première | premier | primer | primera | primo | prima | eerste | första | første
pierwszy | pierwsze | první | primeiro
"""
_FIRST_AFTER = "premiers mois | primeros meses | primi mesi | primeiros meses"
INTRO = re.compile(
    rf"{_any(_FIRST)}[\s:]{{1,3}}{MONTHS.format('a')}|(?P<b>\d{{1,2}})\s(?P<b_m>{_any(_FIRST_AFTER)})"
    rf"|(?P<c>\d{{1,2}})\s(?P<c_m>{_any('Monate lang')})|introductory[^\n\d]{{0,40}}\n{MONTHS.format('d')}"
    rf"|{_any(_ONCE)}\s(?:(?P<one_month>{_any(_MONTH)})|(?P<one_year>{_any(_YEAR)}))",
    re.I,
)
# "from month 7": the price before held for six.
_FROM = """
ab dem | ab | from the | from | à partir du | dès le | a partir del | desde el | dal | vanaf de | vanaf | od | från
"""
_FROM_MONTH = "from month | ab monat | à partir du mois | a partir del mes | dal mese | vanaf maand"
FROM_MONTH = re.compile(
    rf"(?:{_any(_FROM)}"
    rf"\s(?P<a>\d{{1,2}})\s?(?:\.|e|è|ème|º|°|th|rd|nd|st)?\s{_any(_MONTH)}"
    rf"|{_any(_FROM_MONTH)}\s(?P<b>\d{{1,2}}))",
    re.I,
)
_AFTER = """
then | after | after that | afterwards | thereafter | regular price after | price after intro
price after | after intro | after the introductory rate | after the introductory period | renews at
renewing at | danach | anschließend | dann
später | puis | ensuite | après | luego | después | y luego | poi | dopo | successivamente | in seguito | daarna
vervolgens | potem | następnie | poté | následně | derefter | därefter | deretter | sedan | sen jälkeen | depois | zatim
nakon toga
далее | затем | ezután | apoi
"""
AFTER_BEFORE = re.compile(
    rf"(?:{_any(_AFTER)}|{FROM_MONTH.pattern})[\s:,]*(?:(?!\d)[^\W\n]+[\s:,]+){{0,3}}\S{{0,4}}$", re.I
)
_AFTERWARDS = """
danach | thereafter | afterwards | after | après | después | dopo | daarna | potem | därefter | derefter
"""
AFTER_AMOUNT = re.compile(
    rf"[^\n\d,;]{{0,22}}(?:{_any(_AFTERWARDS)}"
    rf"|{FROM_MONTH.pattern})",
    re.I,
)
SUBSCRIBED = Phrases("""
contract | contract length | minimum term | commitment | subscription | plan | plans | tariff | broadband | sim only
membership | cancel anytime | cancel any time | no contract | monthly price | per month | billed monthly
billed annually | mindestlaufzeit | vertragslaufzeit | laufzeit | kündbar | monatlich kündbar | tarif | abo | abonnement
flatrate | grundgebühr | engagement | sans engagement | forfait | permanencia | suscripción | abono | fibra | vincolo
abbonamento | offerta | canone | looptijd | contractduur | opzegbaar | maandelijks opzegbaar | bindingstid | abonnemang
prenumeration | abonnement | binding | umowa | abonament | subskrypcja | tarif | předplatné | závazek | pretplata
assinatura | fidelização | tilaus | liittymä
""")
_PERIOD_LABEL = """
monthly price | price per month | monthly fee | monthly charge | monatspreis | monatlicher preis | grundgebühr
monatliche grundgebühr | prix mensuel | tarif mensuel | abonnement mensuel | cuota mensual | precio mensual
canone mensile | prezzo mensile | costo mensile | maandprijs | maandbedrag | abonnementskosten | månedspris
månadspris | kuukausihinta | cena miesięczna | opłata miesięczna | měsíční cena
"""
PERIOD_LABEL = re.compile(rf"{_any(_PERIOD_LABEL)}[\s:]*\S{{0,4}}$", re.I)
# A part of a purchase price is no subscription.
CREDIT = whole("""
apr | interest | interest-free | finance | financing | instalment | instalments | installment | installments
klarna | affirm | afterpay | clearpay | paypal | credit | payments | raten | monatliche rate | ratenzahlung
ratenkauf | teilzahlung | finanzierung | effektiver jahreszins | mensualités | fois sans frais | taeg | crédit
cuotas | financiación | plazos | tan | rate da | finanziamento | termijnen | krediet | raty | rat | splátky
splátka | delbetalning | avbetaling | lease | leasing | upfront | x
""")
