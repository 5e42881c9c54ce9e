"""What shops call charges beside the price, in many languages: data."""

from pricewatch.read.phrases import Phrases, whole

_NAMES = """
service fee | service fees | service charge | booking fee | booking fees | reservation fee | handling fee
handling fees | handling charge | processing fee | order processing fee | administration fee | admin fee
administrative fee | setup fee | set-up fee | set up fee | set-up charge | activation fee | connection fee
connection charge | installation fee | installation charge | resort fee | cleaning fee | facility fee
convenience fee | transaction fee | ticket fee | order fee | packaging fee | small order fee | small order surcharge
minimum order surcharge | amenity fee | destination fee | destination charge | registration fee | joining fee
enrolment fee | enrollment fee | initiation fee | environmental fee | recycling fee | eco fee | ehf
electronics recycling fee | network fee | broadcast tv fee | regional sports fee | equipment fee | router fee
modem rental fee | fuel surcharge | energy surcharge | card surcharge | credit card fee | payment fee
cash on delivery fee | documentation fee | doc fee | dealer fee | upgrade fee | line fee | buyer's premium
bearbeitungsgebühr | bearbeitungspauschale | servicegebühr | servicepauschale | buchungsgebühr | reservierungsgebühr
vorverkaufsgebühr | systemgebühr | anschlussgebühr | anschlusspreis | bereitstellungspreis | bereitstellungsentgelt
bereitstellungsgebühr | aktivierungsgebühr | aktivierungskosten | einrichtungsgebühr | einrichtungspreis
einrichtungskosten | anmeldegebühr | aufnahmegebühr | startgebühr | startpaket | endreinigung | kurtaxe
mindermengenzuschlag | nachnahmegebühr | verpackungskosten | verpackungspauschale | speditionszuschlag
sperrgutzuschlag | installationskosten | urheberabgabe | frais de dossier | frais de service | frais de réservation
frais d'activation | frais de mise en service | frais de gestion | frais de traitement | frais d'installation
frais de raccordement | frais de ménage | frais d'inscription | frais d'ouverture | frais d'adhésion
frais d'emballage | taxe de séjour | éco-participation | eco-participation | écotaxe | gastos de gestión
cargo por servicio | cargos por servicio | cuota de alta | coste de alta | gastos de alta | cargo de activación
coste de activación | coste de instalación | gastos de instalación | cuota de instalación | gastos de tramitación
gastos de reserva | gastos de limpieza | tasa turística | ecotasa | matrícula | comisión de servicio
costo di attivazione | costi di attivazione | contributo di attivazione | costo attivazione | spese di gestione
costi di gestione | diritti di prevendita | diritto di prevendita | commissione di servizio | commissioni di servizio
costi di servizio | costi di installazione | costo di installazione | spese di pulizia | tassa di soggiorno
contributo raee | eco-contributo raee | eco-contributo | quota di iscrizione | contributo ambientale
administratiekosten | servicekosten | reserveringskosten | boekingskosten | aansluitkosten | activatiekosten
installatiekosten | toeristenbelasting | schoonmaakkosten | verwijderingsbijdrage | behandelingskosten
inschrijfkosten | inschrijfgeld | eenmalige aansluitkosten | toeslag kleine bestelling | opłata serwisowa
opłata aktywacyjna | opłata instalacyjna | opłata manipulacyjna | opłata rezerwacyjna | opłata przyłączeniowa
serviceavgift | startavgift | bokningsavgift | expeditionsavgift | aktiveringsavgift | installationsavgift
anslutningsavgift | servicegebyr | oprettelsesgebyr | bookinggebyr | administrationsgebyr | ekspeditionsgebyr
etableringsgebyr | startgebyr | ekspedisjonsgebyr | palvelumaksu | avausmaksu | käsittelymaksu | kytkentämaksu
aloitusmaksu | servisní poplatek | aktivační poplatek | instalační poplatek | manipulační poplatek | balné
recyklační poplatek | manipulačný poplatok | aktivačný poplatok | taxa de serviço | taxa de ativação
taxa de adesão | taxa de instalação | taxa de reserva | naknada za uslugu | naknada za obradu
naknada za aktivaciju | naknada za priključenje | kezelési költség | szolgáltatási díj | taxă de procesare
timbru verde | сервисный сбор | плата за подключение | плата за установку
"""
_DEPOSITS = """
pfand | einwegpfand | mehrwegpfand | flaschenpfand | dosenpfand | kistenpfand | pfandwert | pfandbetrag | consigne
consigné | statiegeld | pant | panttia | pantti | pantin | crv | ca crv | ca redemption value | bottle deposit
container deposit | can deposit | refundable bottle deposit | plus deposit | excl. deposit | incl. deposit
deposit return | returnable deposit | drs deposit | drs | kaucja | kaucji | vratná záloha | záloha na obal
zálohy na obal | záloha za obal | povratna naknada | garanție sgr | garantie sgr | sgr | depozīts | užstatas
visszaváltási díj | betétdíj | cauzione vuoto | vuoto a rendere | depósito de envase | depósito sddr
"""


class Charge:
    """The names of one kind of charge: to find in a long text, and to find beside an amount."""

    def __init__(self, text: str) -> None:
        self.phrases = Phrases(text)
        self.pattern = whole(text)


# Only who leaves, is late or sends goods back pays these.
_PENALTIES = """
early termination fee | termination fee | cancellation fee | late fee | late payment fee | restocking fee
kündigungsgebühr | mahngebühr | stornogebühr | frais de résiliation | penalización | penale | opzegkosten
"""
# Croatia's price of a fixed day, which shops print beside today's.
_ANCHOR = "sidrena cijena | sidrene cijene"
FEE = Charge(_NAMES)
ANCHOR = Charge(_ANCHOR)
DEPOSIT = Charge(_DEPOSITS)
NO_PRICE = whole(_NAMES + _DEPOSITS + _PENALTIES + _ANCHOR)
# A charge that the price has in it, that falls away, or that only some pay is none beside the price.
NOT_OWED = whole("""
included | including | incl. | incl | inclusive | waived | no | without | free of | save | returned | refunded | late
cancellation | inkl. | inkl | inklusive | enthalten | inbegriffen | entfällt | geschenkt | keine | ohne | statt | dont
inclus | incluse | compris | comprise | y compris | offerts | offert | sans | incluido | incluida | incluidos | gratis
sin | incluso | inclusa | inclusi | senza | gratuita | gratuito | inbegrepen | inclusief | zonder | i.p.v. | w tym
zawiera | bez | v ceně | včetně | vč. | ingår | inkluderat | utan | inkluderet | uden | uten | sisältyy | incluído
com desconto | uključeno | instead of
""")
OPTIONAL = whole("""
optional | optionally | if required | wahlweise | auf wunsch | facultatif | en option | optionnel | opcional
facoltativo | facoltativa | opzionale | optioneel | opcjonalnie | opcjonalna | volitelně
valgfri | valfri | valinnainen
""")
MANDATORY = whole("""
mandatory | compulsory | required | obligatory | must be paid | verpflichtend | obligatorisch | pflicht | obligatoire
added at checkout | added at the checkout | applies to all orders | applies to every order | applies to all bookings
applies to every booking | non-optional | obligatoires | obligatorio
obligatoria | obbligatorio | obbligatoria | verplicht | verplichte | obowiązkowa
obowiązkowo | povinný | povinně | obligatorisk | pakollinen | obrigatório | obrigatória
""")
# How often a charge is due, beside it or as the heading of the lines that it stands in.
ONCE = whole("""
one-time | one time | one-off | single | once | einmalig | einmalige | einmaliger | einmaliges | une fois | unique
uniques | una tantum | pago único | únicos | eenmalig | eenmalige | engångs | engångsavgift | engangs | kertamaksu
jednorazowa | jednorazowe | jednorazowo | jednorázový | jednorázové | jednokratna | jednokratno
""")
MONTHLY = whole("""
monthly | per month | each month | monatlich | monatliche | monatlicher | mensuel | mensuels | mensuelle | mensual
mensuales | mensile | mensili | maandelijks | maandelijkse | månadsavgift | månedlig | månedlige | kuukausittain
miesięczna | miesięczne | miesięcznie | měsíční | měsíčně | mjesečna | mjesečno
""")
CHARGES = whole("""
fees | charges | costs | kosten | gebühren | frais | costes | cargos | gastos | costi | spese | avgifter | gebyrer
maksut | opłaty | poplatky | naknade | taxas
""")
SPECIAL_DELIVERY = whole("""
express | next day | next-day | same day | same-day | named day | nominated day | priority | premium | evening
weekend | saturday | international | worldwide | abroad | overseas | click & collect | click and collect | pickup
pick-up | pick up | in store | in-store | to store | collection | returns | return | expressversand | expresslieferung
ausland | abholung | rückversand | rücksendung | 24 h | en magasin | point relais | relais | retrait | retour
étranger | chronopost | recogida | en tienda | devolución | ritiro | in negozio | reso | afhalen | ophalen
import fee | import fees | customs
avondlevering | retourneren | odbiór | zwrot | paczkomat | osobní odběr | vrácení | hämta | retur | afhentning
""")
FREE_DELIVERY = Phrases("""
free shipping | free delivery | free standard shipping | free standard delivery | free uk delivery
free us shipping | free next day delivery | free postage | postage free | ships free | delivery: free | shipping: free
shipping included | delivery included | versandkostenfrei | versandkostenfreie lieferung | kostenloser versand
kostenlose lieferung | gratis versand | gratisversand | versand kostenlos | lieferung kostenlos | portofrei
inkl. versand | inklusive versand | livraison gratuite | livraison offerte | frais de port offerts | port offert
envío gratis | envío gratuito | envíos gratis | gastos de envío gratis | spedizione gratuita | spedizione gratis
consegna gratuita | frete grátis | entrega grátis | envio grátis | portes grátis | gratis verzending
gratis bezorging | gratis verzonden | gratis levering | fri fragt | fri frakt | fraktfritt | gratis frakt
ilmainen toimitus | darmowa dostawa | bezpłatna dostawa | darmowa wysyłka | doprava zdarma | doručení zdarma
doprava zadarmo | besplatna dostava | brezplačna dostava | бесплатная доставка | безплатна доставка
безкоштовна доставка | ingyenes szállítás | livrare gratuită | transport gratuit | δωρεάν αποστολή
δωρεάν μεταφορικά | ücretsiz kargo | kargo bedava | 送料無料 | 免運費 | 包邮 | 무료배송 | شحن مجاني | משלוח חינם
""")
# A delivery that is free under a condition costs something until it is met.
CONDITION = whole("""
for | members | purchases | subscribers | mitglieder | membres | socios | soci | leden | medlemmer | medlemmar
over | above | orders | order of | spend | when | with | member | prime | club | eligible | select | collect | store
pickup | pick up | if | from | code | today | until | min | first | subscribe | ab | bei | mit | für | sobald | filiale
abholung | dès | à partir | avec | pour | achat | magasin | relais | desde | a partir | con | superior | pedido | tienda
da | oltre | per | ordini | sopra | negozio | vanaf | bij | boven | met | winkel | afhaal | od | powyżej | przy | nad
při | od | over | fra | från | ved | vid | yli | acima | para | compras | iznad | preko | от | над | при
felett | peste | από | άνω | üzeri | 以上 | 満 | 满 | 滿 | return | rückgabe | retour
""")
