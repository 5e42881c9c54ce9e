"""What shops say on buy buttons, and on pages that are not there: data, in many languages."""

import re

from pricewatch.read.phrases import Phrases, anywhere, whole

BUY = Phrases("""
go to store | go to shop | visit store | visit shop | compare prices | see all buying options
available from these sellers | zum shop | zum angebot | zum anbieter | kontaktieren | preise vergleichen
alle kaufoptionen | verfügbar bei diesen anbietern | voir l'offre | voir les offres | comparer les prix
voir toutes les options d'achat | contacter le vendeur | ver oferta | contactar | vai al negozio | vedi offerta
contatta | ver todas las opciones de compra | сравнить цены | сравнить все цены | где купить | показать телефон
показать телефоны | написать продавцу | contact seller | 放入購物車 | 加入購物 | 直接購買 | 我要購買 | to cart
to basket | to bag | to trolley | to your cart | to your basket | to your bag | to my cart | to my bag
to shopping bag | to shopping cart | to my basket | in cart | in basket | in your basket | in your bag | to tote
to shopping basket | add to shopping | buy now | buy it now | order now | purchase now | add to order
contact the seller | chat with seller | anbieter kontaktieren | verkäufer kontaktieren | in den warenkorb
in den einkaufswagen | jetzt kaufen | zum warenkorb | ajouter au panier | acheter | j'achète | añadir a la cesta
añadir al carrito | agregar al carrito | comprar | añadir a la bolsa | aggiungi al carrello | acquista
adicionar ao carrinho | adicionar à sacola | adicionar ao cesto | in winkelwagen | in winkelmandje | bestellen
læg i kurv | legg i handlekurv | lägg i varukorg | köp nu | lisää ostoskoriin | do koszyka | dodaj do koszyka
kup teraz | do košíku | do košíka | vložit do košíku | přidat do košíku | dodaj u košaricu | kupi | u košaricu
dodaj v košarico | dodaj u korpu | в корзину | купить | добави в количката | купи | до кошика | kosárba
adaugă în coș | adauga in cos | în coș | προσθήκη στο καλάθι | αγορά | sepete ekle | カートに入れる
カゴに入れる | 加入購物車 | 立即購買 | 加入购物车 | 立即购买 | 장바구니 | أضف إلى | اشتري | הוסף לסל | ใส่ตะกร้า
thêm vào giỏ | reserve now | add to trolley | add to bag | add to order | zum warenkorb hinzufügen
in den korb | in die einkaufstasche | zur kasse | jetzt bestellen | in den warenkorb legen | commander
ajouter à mon panier | mettre au panier | añadir a mi cesta | añadir a la compra | añadir al carro | agregar a la bolsa
agregar a carrito | aggiungi alla borsa | aggiungi al cestino | metti nel carrello | ordina ora | adicionar à cesta
adicionar à bolsa | in mijn winkelwagen | in mandje | in winkeltas | in mijn winkelmand | koop nu | tilføj til kurv
føj til kurv | læg i indkøbskurv | køb nu | kjøp nå | legg i handlevogn | legg i kurv | lägg i kundvagn
lägg i varukorgen | lägg i kundkorg | lisää koriin | osta nyt | dodaj do torby | zamów teraz | kupuję
vložit do košíka | vložiť do košíka | pridať do košíka | koupit | kúpiť | stavi u košaricu | dodaj u kosaricu
kupi odmah | dodaj v voziček | добавить в корзину | положить в корзину | заказать | в кошницата | в количка
поръчай | додати в кошик | купити | kosárba teszem | megveszem | cumpără acum | adaugă în coșul | comandă
αγορά τώρα | στο καλάθι | hemen al | satın al | sepete at | カートに追加 | 今すぐ買う | 今すぐ購入 | ご購入手続き
放入购物车 | 바로구매 | 구매하기 | 장바구니에 담기 | أضف إلى السلة | اشتر الآن | הוסף לעגלה | קנה עכשיו | לרכישה
เพิ่มลงตะกร้า | ซื้อเลย | mua ngay
""")

BOT = anywhere("""
just a moment | attention required | access denied | access to this page has been denied | robot check
are you a human | are you human | are you a robot | are you robot | pardon our interruption
verify you are human | verify you're human | verify that you are human | verifying you are human | not a robot
bot detection | security check | enter the characters you see | unusual traffic | automated access
automated requests | automated queries | press and hold | press & hold | checking your browser
enable javascript and cookies to continue | request blocked | request was blocked | you have been blocked
bist du ein mensch | kein roboter | sicherheitsüberprüfung | êtes-vous un robot | pas un robot | eres humano
no soy un robot | não sou um robô | non sono un robot | ik ben geen robot | nie jestem robotem | nejsem robot
nisam robot | подтвердите, что | вы не робот | не робот | ben robot değilim | ロボットではありません | 驗證您是
验证您是
""")
BOT_MARKS = re.compile(
    r"cf-chl-|/cdn-cgi/challenge-platform|px-captcha|_incapsula_resource|captcha-delivery\.com|geo\.captcha|validatecaptcha|"
    r"awswaf|sec-if-cpt|kpsdk",
    re.I,
)
CONSENT = anywhere("""
before you continue | we value your privacy | your privacy choices | accept cookies | accept all cookies
accept all | cookie consent | cookie settings | cookie preferences | bevor sie fortfahren | alle akzeptieren
alle cookies akzeptieren | cookies zulassen | zustimmen | avant de continuer | tout accepter
accepter les cookies | accepter cookies | aceptar cookies | aceptar todas las cookies | accetta tutti
accetta i cookie | aceitar cookies | aceitar todos os cookies | alle cookies accepteren | akceptuję | souhlasím
prihvaćam | принять | confirm your age | are you over 18 | are you 18 | age verification | bist du 18
""")
LOGIN = whole("""
log in | login | sign in | signin | please log | einloggen | anmelden | connexion | se connecter
identifiez-vous | iniciar sesión | accedi | entrar | inloggen | logga in | log ind | logg inn | kirjaudu
zaloguj | přihlásit | prihlásiť | prijava | вход | войти | giriş yap | ログイン | 登入 | 登录
""")
GONE = whole("""
404 | page not found | product not found | item not found | article not found | page could not be found
product could not be found | page cannot be found | page can't be found | page was not found
product was not found | page doesn't exist | page does not exist | product does not exist | no longer exists
we can't find | we couldn't find | cannot find that page | can't find that page | looking for a page
page you requested | page you are looking for | seite nicht gefunden | seite wurde nicht gefunden
seite wurde leider nicht gefunden | seite existiert nicht | artikel nicht gefunden
artikel wurde nicht gefunden | produkt nicht gefunden | page introuvable | page non trouvée
produit introuvable | cette page n'existe | página no encontrada | página no existe | no hemos encontrado
producto no encontrado | pagina non trovata | prodotto non trovato | página não encontrada
produto não encontrado | pagina niet gevonden | product niet gevonden | sidan hittades inte | sidan finns inte
siden blev ikke fundet | siden findes ikke | siden finnes ikke | sivua ei löydy | sivua ei löytynyt
strona nie została znaleziona | strona nie istnieje | nie znaleziono strony | stránka nebyla nalezena
stránka neexistuje | stránka sa nenašla | stranica nije pronađena | strani ni mogoče najti | страница не найдена
товар не найден | страницата не е намерена | страницата не съществува | сторінку не знайдено
az oldal nem található | pagina nu a fost găsită | pagina nu există | η σελίδα δεν βρέθηκε | sayfa bulunamadı
ページが見つかりません | 找不到網頁 | 找不到页面 | 找不到頁面 | 页面不存在 | 페이지를 찾을 수 없
الصفحة غير موجودة | הדף לא נמצא
""")
