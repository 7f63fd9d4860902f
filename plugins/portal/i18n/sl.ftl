portal-menu-administration = Uprava
portal-menu-news = Novice
portal-menu-services = Storitve
portal-menu-live = Življenje v občini

portal-notice = Obvestilo
portal-read-more = Preberite več
portal-featured = Izpostavljene storitve
portal-by-category = Po kategorijah
portal-by-topic = Po temah
portal-all-services = { $count ->
    [one] Oglejte si { $count } storitev
    [two] Oglejte si obe storitvi
    [few] Oglejte si vse { $count } storitve
   *[other] Oglejte si vseh { $count } storitev
}
portal-all-topics = Vse teme
portal-topics = Teme
portal-topics-lead = Storitve, novice, dogodki, kraji in dokumenti po temah: izberite, kar vas zanima.
portal-explore = Preglejte storitve
portal-no-services = Tu še ni nobene storitve.
portal-services = { $count ->
    [one] { $count } storitev
    [two] { $count } storitvi
    [few] { $count } storitve
   *[other] { $count } storitev
}

portal-search-label = Poiščite storitev ali informacijo
portal-search-services = Iščite med storitvami
portal-search-placeholder = Kaj potrebujete?
portal-search-submit = Išči
portal-suggestions = Najbolj iskane storitve
portal-results = { $count ->
    [0] Ni zadetkov
    [one] { $count } zadetek
    [two] { $count } zadetka
    [few] { $count } zadetki
   *[other] { $count } zadetkov
}
portal-nothing-found = Za vaše iskanje nismo našli ničesar.
portal-nothing-found-for = Za »{ $query }« nismo našli ničesar.
portal-hint-spelling = Preverite, ali so besede pravilno zapisane.
portal-hint-words = Poskusite s preprostejšimi ali splošnejšimi besedami.
portal-hint-filters = Iščite iste besede brez filtrov
portal-hint-browse = Oglejte si vse storitve
portal-filters = Izbrani filtri
portal-filter-remove = Odstrani filter
portal-refine = Zožite iskanje
portal-facet-more = Pokaži več
portal-search-category = Iščite v tej kategoriji
portal-search-everywhere = Iščite po vsej strani
portal-hint-categories = Ali izberite kategorijo storitev
portal-assistance = Prosite za pomoč
portal-also-found = Prikazujemo tudi zadetke za »{ $query }«
portal-also-all = Oglejte si vse zadetke za »{ $query }«
portal-suggested = Predlogi
portal-suggested-found = Najdeni predlogi, izberite s puščicami
portal-suggested-none = Ni predlogov

portal-active = Storitev je na voljo
portal-inactive = Storitev ni na voljo
portal-inactive-reason = Razlog
portal-page-index = Na tej strani
portal-who = Komu je namenjena
portal-area = Kje velja
portal-description = Opis
portal-how = Kako poteka
portal-needed = Kaj potrebujete
portal-needed-intro = Za vlogo pripravite:
portal-obtained = Kaj dobite
portal-times = Časi in roki
portal-days = { $count ->
    [0] Takoj
    [one] { $count } dan
    [two] { $count } dneva
    [few] { $count } dnevi
   *[other] { $count } dni
}
portal-days-label = najdaljši čas do odgovora
portal-cost = Koliko stane
portal-access = Dostop do storitve
portal-access-online = Na spletno storitev
portal-online-text = Vlogo lahko oddate po spletu.
portal-booking-text = Urad sprejema po naročilu: pred obiskom se naročite.
portal-office-text = Za storitev zaprosite na uradu.
portal-more = Več informacij
portal-constraints = Omejitve
portal-special-cases = Posebni primeri
portal-conditions = Pogoji storitve
portal-contacts = Stiki
portal-address = Naslov
portal-hours = Uradne ure
portal-telephone = Telefon
portal-email = E-pošta
portal-related = Sorodne storitve
portal-updated = Zadnja sprememba

portal-licence-gist = Na kratko: vsebine te strani lahko ponovno uporabite, tudi v poslovne namene, če navedete vir. Velja zgornje italijansko besedilo. Celotna licenca:

portal-questions-lead = Kar nas najpogosteje sprašujete, in naši odgovori.
portal-no-questions = Tu še ni vprašanj.

portal-transparency-lead = Dokumenti, informacije in podatki o ureditvi in delu uprave, kot zahteva zakonodajni odlok št. 33 z dne 14. marca 2013.
portal-transparency-voices = Deli tega razdelka
portal-transparency-articles = Objavljeno po zakonodajnem odloku št. 33 z dne 14. marca 2013, čl. { $articles }.
portal-transparency-contents = Vsebine
portal-transparency-empty = V tem delu trenutno ni ničesar, kar bi bilo treba objaviti po zakonodajnem odloku št. 33 z dne 14. marca 2013.
portal-civic-access = Državljanski dostop
portal-civic-access-text = Če manjka dokument, informacija ali podatek, ki mora biti objavljen, ga lahko vsakdo zahteva brezplačno in brez razloga (čl. 5 odloka 33/2013).
portal-documents = Dokumenti

portal-personal-area = Osebni prostor
portal-personal-lead = Vse med vami in upravo na enem mestu: sporočila, vloge, plačila in roki.
portal-personal-rooms = Kaj je v osebnem prostoru
portal-personal-here = Kaj bo tukaj
portal-personal-login = Kako se prijavite
portal-personal-login-text = Potrebujete digitalno identiteto:
portal-personal-spid = SPID, italijansko javno digitalno identiteto
portal-personal-cie = CIE, elektronsko osebno izkaznico, s kodo PIN
portal-personal-cns = CNS, nacionalno kartico storitev ali aktivirano zdravstveno kartico
portal-personal-eidas = eIDAS, digitalno identiteto druge države Evropske unije
portal-personal-closed = Prijava na tej strani še ni mogoča. Medtem preberite, kako se zaprosi za vsako storitev:
portal-personal-messaggi = Kar vam uprava piše, in vaši odgovori.
portal-personal-attivita = Kaj ste opravili in kaj še morate: roki, plačila, termini.
portal-personal-i-miei-servizi = Storitve, ki jih uporabljate, in bližnjica do najpogostejših.
portal-personal-pratiche = Vaše vloge in kako daleč so, osnutki in potrdila.
portal-personal-notifiche = Obvestila o novostih in rokih, in kje jih želite prejemati.
portal-personal-impostazioni = Vaši podatki in stiki, in kaj si stran sme zapomniti za naslednje vloge.

portal-questions = Pogosta vprašanja
portal-transparency = Pregledna uprava
portal-map-others = Druge strani
portal-map-feed = Novice kot RSS

portal-contents = { $count ->
    [one] { $count } vsebina
    [two] { $count } vsebini
    [few] { $count } vsebine
   *[other] { $count } vsebin
}
portal-no-contents = Tu še ni ničesar.
portal-explore-area = Preglejte ta razdelek
portal-explore-list = Preglejte seznam
portal-search-here = Iščite v tem razdelku
portal-search-topic = Iščite v tej temi
portal-load-more = Prikaži več dogodkov
portal-nothing-more = Ni več dogodkov
portal-see-all = Oglejte si vse
portal-latest-news = Zadnje novice
portal-next-events = Prihajajoči dogodki
portal-featured-administration = Izpostavljeno
portal-featured-places = Kraji, ki jih velja poznati
portal-all-news = Vse novice
portal-all-events = Vsi dogodki
portal-all-places = Vsi kraji
portal-all-administration = Celotna uprava
portal-administration = Uprava
portal-thematic-sites = Tematske strani
portal-topic-lead = Storitve, novice, dogodki, kraji, uradi in dokumenti o tej temi.
portal-services-heading = Storitve
portal-news = Novice
portal-events = Dogodki
portal-places = Kraji
portal-documents-and-data = Dokumenti in podatki
portal-questions = Pogosta vprašanja
portal-related-contents = Sorodne vsebine
portal-book = Naročite se na termin
portal-back-to-service = Nazaj na storitev

portal-what = Za kaj gre
portal-place = Kraj
portal-when = Datumi in ure
portal-from = od
portal-to = do
portal-add-to-calendar = Dodaj v koledar
portal-costs = Cena
portal-organiser = Organizira
portal-by = Pripravil
portal-persons = Osebe
portal-related-services = Povezane storitve
portal-entrance = Dostop
portal-public-hours = Odpiralni čas
portal-responsible-office = Pristojni urad
portal-seat-of = Sedež za
portal-seat = Glavni sedež
portal-competences = Naloge
portal-leader = Vodja
portal-parent-unit = Del enote
portal-units = Povezane enote
portal-offered = Storitve
portal-role = Funkcija
portal-organisation = Organizacija
portal-leads = Vodi
portal-delegations = Pooblastila
portal-biography = Življenjepis
portal-document = Dokument
portal-licence = Licenca
portal-laws = Pravne podlage
portal-distribution = Distribucija
portal-theme = Tema
portal-holder = Imetnik pravic
portal-frequency = Kako pogosto se posodablja
portal-web-site = Spletna stran
portal-postcode = Poštna številka
portal-district = Četrt
portal-map = Oglejte si na zemljevidu
portal-other-name = Znan tudi kot
portal-published = Datum
portal-valid-until = Velja do
portal-number = Številka
portal-date = Datum dokumenta
portal-register-number = Številka v vložišču
portal-in-office-since = Na funkciji od
portal-in-office-until = Na funkciji do
