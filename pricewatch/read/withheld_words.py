"""What shops say where they withhold a price: data, in many languages. Most are parts of patterns."""

from pricewatch.read.phrases import Phrases, phrases, whole


def _any(text: str) -> str:
    return rf"(?<![^\W\d_])(?:{'|'.join(phrases(text))})(?![^\W\d_])"


_PRICES = """
price | prices | pricing | preis | preise | preisen | preisanzeige | prix | tarif | tarifs | precio | precios | prezzo
prezzi | preço | preços | prijs | prijzen | pris | priset | prisen | priser | hinta | hinnat | hinnan | cena | cenę
ceny | cenu | cen | cijena | cijene | cijenu | cene | ceno | цена | цены | цену | цените | ціна | ціни | ár | árak
árat | preț | prețul | prețuri | prețurile | τιμή | τιμές | fiyat | fiyatı | fiyatları | 価格 | 價格 | 价格 | 가격
السعر | الأسعار | מחיר | מחירים
"""
PRICE = _any(_PRICES)
CART = _any("""
cart | basket | bag | trolley | checkout | warenkorb | einkaufswagen | panier | carrito | cesta | carro | carrello
carrinho | cesto | sacola | winkelwagen | winkelmandje | winkelmand | kurven | kurv | indkøbskurven | handlekurven
handlekurv | handlevognen | varukorgen | kundvagnen | kassan | ostoskorissa | ostoskoriin | koszyku | koszyka
košíku | košíka | košík | košarici | košaricu | voziček | vozičku | корзине | корзину | количката | кошику | кошик
kosárban | kosárba | coș | coșul | καλάθι | sepette | sepete | カート | 購物車 | 购物车 | 장바구니
""")
SEE = _any("""
see | view | show | shown | reveal | for | sehen | anzeigen | voir | afficher | ver | mostrar | vedere | vedi
visualizzare | bekijken | zien | se | vise | nähdäksesi | zobacz | zobaczyć | sprawdzić | zobrazit | zobrazení
vidjeti | видеть | увидеть | узнать | видите | побачити | megtekintéséhez | vedea | δείτε | görmek
""")
SIGN_IN = _any("""
log in | login | log-in | logging in | logged in | sign in | signing in | sign-in | register | registered | registration
create an account | anmelden | anmeldung | einloggen | login | registrieren | registrierung | angemeldet
connectez-vous | se connecter | connecter | connexion | identifiez-vous | inscrivez-vous | connectés
inicia sesión | inicie sesión | iniciar sesión | regístrate | regístrese | identifícate | registrados | accedi
accedere | accesso | registrati | registrarti | iniciar sessão | faça login | entre | cadastre-se | registe-se
inloggen | log in | aanmelden | ingelogd | ingelogde | log ind | logge ind | logg inn | logget inn | logga in
inloggade | inloggning | inloggad | kirjaudu | kirjautuneille | rekisteröidy | zaloguj się | zaloguj | zalogować
zalogowaniu | zalogowanych | zarejestruj | přihlaste se | přihlášení | přihlásit | registraci | prihláste sa
prihlásení | registrácii | prijavite se | prijavi se | prijave | prijavi | registrirani | войдите | войти
авторизации | авторизуйтесь | регистрации | влезте | вход | увійдіть | авторизації | jelentkezz be | jelentkezzen be
bejelentkezés | autentifică-te | autentificare | conectează-te | συνδεθείτε | σύνδεση | giriş yap | giriş yapın
ログイン | 登入 | 登录 | 로그인 | تسجيل الدخول | התחבר | התחברו
""")
LOGIN_ONLY = _any("""
for registered customers | only for customers | nur für registrierte | für registrierte kunden
réservés aux clients | sólo para clientes registrados | solo per clienti registrati | alleen voor klanten
""")
TRADE_ONLY = _any("""
trade customers only | trade only | dealers only | for dealers | to dealers | wholesale customers only
business customers only | nur für händler | nur für fachhändler | nur für gewerbetreibende | nur für gewerbekunden
nur für geschäftskunden | nur für registrierte händler | réservé aux professionnels | réservés aux professionnels
réservés aux revendeurs | solo para profesionales | sólo para profesionales | exclusivos para profesionales
riservati ai rivenditori | riservati ai professionisti | riservato ai rivenditori | riservato ai professionisti
apenas para profissionais | alleen voor bedrijven | alleen voor zakelijke klanten | alleen zichtbaar voor dealers
kun for forhandlere | kun for erhverv | endast för återförsäljare | endast för företag | vain jälleenmyyjille
tylko dla firm | dla zarejestrowanych | pouze pro velkoobchod | samo za trgovce | только для оптовых
""")
# Better prices for members, and alerts when a price falls, hide nothing.
EXCEPT = whole("""
member | members | membership | alert | alerts | drops | special | exclusive | better | best | lower | discounted
match | history | preisalarm | mitgliederpreis | mitgliederpreise | sonderpreise | vorteilspreise | bessere
alerte | membres | adhérents | exclusifs | préférentiels | alerta | socios | exclusivos | especiales | soci
riservati agli iscritti | ledenprijs | ledenprijzen | medlem | medlemspris | klubpris | klubowa | alert cenowy
""")
ON_REQUEST = Phrases("""
price on request | price upon request | price on application | price on enquiry | price on inquiry
prices on request | pricing on request | price: poa | poa | p.o.a. | call for price | call for pricing
call us for price | contact us for price | contact us for pricing | contact for price | ask for price
request a price | request price | email for price | price by quotation | preis auf anfrage | preise auf anfrage
preis auf nachfrage | preis anfragen | preis bitte anfragen | prix sur demande | prix sur devis | tarif sur demande
prix : nous consulter | prix nous consulter | precio a consultar | consultar precio | precio bajo consulta
precio bajo petición | consulte precio | consulta el precio | prezzo su richiesta | prezzo a richiesta
richiedi il prezzo | richiedi prezzo | preço sob consulta | preço a consultar | prijs op aanvraag | prijs op verzoek
pris på forespørgsel | pris efter aftale | ring for pris | pris på forespørsel | pris på förfrågan | begär pris
hinta pyynnöstä | hinta pyydettäessä | kysy hintaa | cena na zapytanie | zapytaj o cenę | cena do uzgodnienia
cena na dotaz | cena na vyžádání | cena na vyžiadanie | cijena na upit | cena na upit | cena na zahtev
cena na povpraševanje | цена по запросу | цену уточняйте | уточняйте цену | узнать цену | цена при запитване
ціна за запитом | ціну уточнюйте | ár kérésre | ár egyeztetés alapján | preț la cerere | pret la cerere
τιμή κατόπιν ζήτησης | τιμή κατόπιν επικοινωνίας | fiyat sorunuz | fiyat için arayın | 価格応談 | 価格はお問い合わせ
要見積 | 價格面議 | 价格面议 | 價格請洽 | 가격문의 | 가격 문의 | السعر عند الطلب | מחיר לפי בקשה
""")
ASK = Phrases(_PRICES)
