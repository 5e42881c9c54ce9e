"""What shops say about stock, delivery dates and goods that are gone: data, in many languages."""

import re

from pricewatch.read.phrases import Phrases, phrases

_ADJECTIVES = """
not available | unavailable | nicht verfügbar | nicht lieferbar | nicht erhältlich | non disponible | indisponible
no disponible | non disponibile | indisponível | não disponível | niet beschikbaar | niet leverbaar
ikke tilgængelig | ikke tilgjengelig | inte tillgänglig | ei saatavilla | ei saatavissa | niedostępny | niedostępna
nedostupné | nedostupný | nedostupno | недоступно | недоступен | недостъпен | недоступний | nem elérhető
indisponibil | μη διαθέσιμο | mevcut değil | غير متوفر | לא זמין
"""
_SOLD_OUT = """
out of stock | sold out | currently unavailable | temporarily unavailable | no longer available
temporarily out of stock | out-of-stock | not in stock | stock: 0 | 0 in stock | this item is no longer available
back in stock soon | notify me when | notify when available | email when available | email me when
tell me when it's back | alert me when | join the waitlist | join waitlist | join the waiting list | ausverkauft
nicht auf lager | nicht vorrätig | derzeit nicht verfügbar | vergriffen | momentan nicht verfügbar
nicht mehr verfügbar | zurzeit nicht lieferbar | derzeit nicht lieferbar | aktuell nicht verfügbar
benachrichtigen, wenn | bei verfügbarkeit benachrichtigen | verfügbarkeitsalarm | épuisé | rupture de stock
en rupture | actuellement indisponible | n'est plus disponible | plus en stock | victime de son succès
m'avertir de la disponibilité | me prévenir | prévenez-moi | m'alerter quand | agotado | sin stock | fuera de stock
sin existencias | producto agotado | avísame cuando | avisarme cuando | notificarme cuando | esaurito
attualmente non disponibile | prodotto esaurito | avvisami quando | avvisami appena | esgotado | fora de estoque
sem estoque | produto indisponível | avise-me | avisa-me | uitverkocht | niet op voorraad | niet meer leverbaar
mail mij wanneer | houd mij op de hoogte als | udsolgt | ikke på lager | giv mig besked når | utsolgt
varsle meg når | slutsåld | slut i lager | ej i lager | finns ej i lager | bevaka produkten | meddela mig när
loppu | loppuunmyyty | ei varastossa | tilapäisesti loppu | wyprzedane | brak w magazynie | brak towaru
produkt niedostępny | chwilowo niedostępny | powiadom o dostępności | powiadom mnie | vyprodáno | není skladem
hlídat dostupnost | vypredané | nie je na sklade | strážiť dostupnosť | rasprodano | nema na zalihi | nije dostupno
trenutno nedostupno | obavijesti me | ni na zalogi | razprodano | obvesti me | нет в наличии | распродано
нет на складе | товар закончился | сообщить о поступлении | уведомить о поступлении | няма наличност
изчерпан | не е наличен | уведоми ме | немає в наявності | повідомити про наявність | elfogyott | nincs készleten
értesítést kérek | stoc epuizat | stoc insuficient | nu este în stoc | anunță-mă când | εξαντλημένο | εξαντλήθηκε
ειδοποίησέ με | ειδοποίηση διαθεσιμότητας | tükendi | stokta yok | gelince haber ver | 在庫切れ | 在庫なし
売り切れ | 品切れ | 完売 | 入荷お知らせ | 再入荷 | 缺貨 | 缺货 | 售完 | 售罄 | 已售完 | 補貨中 | 貨到通知 | 到货通知
暂时缺货 | 품절 | 일시품절 | 재입고 알림 | نفذ من المخزون | نفدت الكمية | אזל | สินค้าหมด | hết hàng | tạm hết hàng
"""
SOLD_OUT = Phrases(_SOLD_OUT)
# Lists, chats and pickups are unavailable too.
UNAVAILABLE = Phrases(_ADJECTIVES)
OUT_OF_STOCK = Phrases(_SOLD_OUT + _ADJECTIVES)
# What may stand beside such an adjective where it speaks of the product.
_ABOUT = """
this the item product article is are currently temporarily now sorry availability status stock online it
der die das dieser dieses artikel produkt ist derzeit momentan leider aktuell zurzeit verfügbarkeit status
ce cet le la article produit est actuellement désolé momentanément temporairement disponibilité
este el artículo producto está es actualmente temporalmente disponibilidad lo sentimos
questo il prodotto articolo è attualmente momentaneamente disponibilità al momento
o produto artigo esta está item no momento disponibilidade dit het product is momenteel tijdelijk helaas
denne varen vare varan produkten är er for tiden tuote tällä hetkellä jest obecnie chwilowo dostępność
je momentálně dostupnost tovar momentálne dostupnosť proizvod trenutno dostupnost izdelek товар сейчас временно
продуктът в момента наличност a termék jelenleg készlet produsul este momentan stoc το προϊόν είναι ürün şu anda
"""
ABOUT_PRODUCT = frozenset(_ABOUT.split())
IN_STOCK = Phrases("""
in stock | available now | available to order | in store now | left in stock | only 1 left | ready to ship
ready for dispatch | ships today | ships from stock | available | pickup only | pick up only | collection only
auf lager | lieferbar | sofort lieferbar | verfügbar | vorrätig | versandfertig | erhältlich | nur abholung
selbstabholung | verhandlungsbasis | festpreis | en stock | disponible | expédié sous | prix ferme | à venir chercher
precio negociable | solo recogida | disponibile | disponibilità immediata | pronta consegna | solo ritiro
em estoque | disponível | em stock | pronta entrega | envio imediato | op voorraad | beschikbaar | leverbaar
verkrijgbaar | alleen ophalen | på lager | klar til afsendelse | til afhentning | i lager | finns i lager
endast avhämtning | varastossa | saatavilla | heti varastossa | dostępny | w magazynie | na stanie
wysyłka natychmiastowa | tylko odbiór | skladem | ihned k odeslání | na sklade | ihneď k odberu | na zalihi
raspoloživo | dostupno | na zalogi | dobavljivo | в наличии | есть в наличии | на складе | торг уместен | самовывоз
в наличност | налично | є в наявності | в наявності | raktáron | készleten | azonnal elvihető | în stoc | in stoc
stoc suficient | disponibil | διαθέσιμο | σε απόθεμα | άμεσα διαθέσιμο | παραλαβή σε | stokta | stokta var | 在庫あり
在庫有り | 即納 | 現貨 | 有貨 | 有货 | 有现货 | 库存 | 庫存 | 재고 있음 | متوفر | في المخزن | במלאי | มีสินค้า | còn hàng
""")
PREORDER = Phrases("""
pre-order | preorder | pre order | available for preorder | on backorder | vorbestellen | vorbestellung
vorbestellbar | précommande | précommander | reservar ahora | preventa | reserva anticipada | preordina
prenotazione | pré-venda | pré-encomenda | pre-orderen | reserveer nu | forudbestil | forhåndsbestill | förbeställ
förboka | ennakkotilaa | ennakkotilaus | przedsprzedaż | zamów w przedsprzedaży | předobjednávka | předobjednat
predobjednávka | prednarudžba | prednaročilo | предзаказ | предварительный заказ | предварителна поръчка
передзамовлення | előrendelés | precomandă | προπαραγγελία | ön sipariş | 予約 | 預購 | 预售 | 예약 | طلب مسبق
""")
DISCONTINUED = Phrases("""
discontinued | no longer available | no longer sold | no longer produced | item is no longer
nicht mehr lieferbar | nicht mehr im sortiment | nicht mehr erhältlich | produktion eingestellt | auslaufartikel
arrêté | n'est plus commercialisé | n'est plus vendu | fin de série épuisée | descatalogado | producto descontinuado
fuori produzione | non più in vendita | fuori catalogo | descontinuado | fora de linha | uit assortiment
niet meer verkrijgbaar | udgået | utgått | utgår ur sortimentet | utgången | poistunut valikoimasta
produkt wycofany | wycofany ze sprzedaży | ukončený prodej | prodej ukončen | predaj ukončený | više nije u ponudi
снят с производства | снято с производства | спрян от продажба | знято з виробництва | kifutott termék
nu se mai produce | καταργημένο | üretimi durduruldu | 販売終了 | 生産終了 | 停產 | 停产 | 已下架 | 단종
""")

_TIMES = """
h | hr | hrs | hour | hours | day | days | week | weeks | std | stunden | tage | tagen | werktage | werktagen | woche
wochen | heures | jour | jours | semaines | horas | día | días | dias | ore | giorni | settimane | uur | dagen
werkdagen | dage | hverdage | dager | virkedager | dagar | vardagar | päivää | arkipäivää | godzin | godziny | dni
dnů | dny | hodin | dana | часов | часа | дней | дня | рабочих | дни | днів | óra | nap | munkanap | zile | ημέρες
μέρες | gün | iş günü
"""
_SENDING = """
ship | ships | shipped | dispatch | dispatched | dispatches | delivery | delivered | arrives | get it | lieferzeit
lieferung | versand | versandfertig | expédié | expédition | livré | livraison | envío | entrega | enviado | recíbelo
consegna | spedito | spedizione | envio | levertijd | bezorgd | verzonden | levering | leveringstid | leveranstid
leverans | skickas | toimitusaika | toimitus | wysyłka | dostawa | doručení | odeslání | dodanie | isporuka | dostava
доставка | отправка | szállítás | livrare | παράδοση | αποστολή | teslimat | kargo
"""
_ONLY = """
only | just | hurry, only | nur noch | noch | plus que | il reste | sólo quedan | solo quedan | sólo queda | quedan
restam | solo | ultimi | nog maar | nog | kun | bare | endast | vain | zostało | zostały | ostatnie | poslední
posledných | posledné | još samo | осталось | остался | останали | mai sunt | ultimele | μόνο | son
"""
_LEFT = """
left | items left | pieces left | remaining | in stock | stück | stk | verfügbar | vorhanden | auf lager | en stock
exemplaires | restants | unidades | disponibles | pezzi | rimasti | op voorraad | stuks | tilbage | igjen | kvar
i lager | på lager | jäljellä | szt | sztuki | sztuk | kusy | kusů | ks | kusov | komada | шт | штук | штуки | бр
bucăți | buc | τεμάχια | adet
"""
_COUNT = """
stock | in stock | quantity in stock | bestand | lagerbestand | en stock | existencias | disponibili | voorraad
lagerstatus | antal på lager | stan magazynowy | skladem | na sklade | na skladě | na stanju | остаток | наличност
készlet | stoc
"""


def _any(text: str) -> str:
    return rf"(?<![^\W\d_])(?:{'|'.join(phrases(text))})"


DELIVERED_IN = re.compile(
    rf"{_any(_SENDING)}\b[^\n\d.!?]{{0,30}}\d{{1,2}}(?:\s?[-–/a-zà-ž]{{1,3}}\s?\d{{1,2}})?\s?(?:business\s|working\s)?{_any(_TIMES)}\b"
    r"|\d{1,2}\s?(?:h|小時|小时|時間)\s?(?:內|内|以内|到)|(?:当日|翌日|即日)(?:発送|配送|出荷)|(?:今日|当日|當日|次日|隔日)(?:到貨|到货|出貨|发货|達)",
    re.I,
)
FEW_LEFT = re.compile(rf"{_any(_ONLY)}\s+[1-9]\d?\s*{_any(_LEFT)}\b|{_any(_COUNT)}\s*:\s*[1-9]\d{{0,3}}\b", re.I)
