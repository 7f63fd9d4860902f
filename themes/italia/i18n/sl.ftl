italia-skip-to-content = Na vsebino
italia-skip-to-footer = Na nogo strani
italia-languages = Jezik
italia-login = Prijava v osebni prostor
italia-search = Iskanje
italia-follow-us = Spremljajte nas
italia-menu = Glavni meni
italia-menu-open = Odpri meni
italia-menu-close = Zapri
italia-breadcrumb = Pot do strani
italia-home = Domača stran
italia-pages = Strani z rezultati
italia-page = Stran
italia-previous-page = Prejšnja stran
italia-next-page = Naslednja stran

italia-contact-us = Stik z upravo
italia-faq = Preberite pogosta vprašanja
italia-assistance = Prosite za pomoč
italia-call = Pokličite { $number }
italia-booking = Naročite se na termin
italia-write = Pišite na PEC
italia-report-problem = Prijavite napako

italia-contacts = Stiki
italia-tax-code = Davčna številka
italia-vat-number = Številka za DDV
italia-ipa-code = Koda IPA
italia-switchboard = Telefonska centrala
italia-site = To spletišče
italia-transparency = Pregledna uprava
italia-notice-board = Oglasna deska
italia-privacy = Varstvo osebnih podatkov
italia-legal-notes = Pravno obvestilo
italia-accessibility = Izjava o dostopnosti
italia-eu-funded = Financira Evropska unija - NextGenerationEU
italia-description = { $title }: informacije, storitve in stiki na uradnem spletišču { $name }.
italia-help = Potrebujete pomoč?
italia-rules = Preglednost in obvestila
italia-footer-faq = Pogosta vprašanja (FAQ)
italia-footer-booking = Naročanje na termin
italia-footer-report = Prijava napake
italia-footer-assistance = Prošnja za pomoč
italia-media-policy = Pravila za družbena omrežja
italia-site-map = Kazalo strani
italia-improvement = Načrt za izboljšanje spletišča
italia-feed = Novice kot RSS
italia-look = Videz
italia-look-auto = Samodejno
italia-look-light = Svetlo
italia-look-dark = Temno
italia-look-contrast = Visok kontrast

italia-feedback-page = Kako jasne so informacije na tej strani?
italia-feedback-service = Kako enostavna je bila uporaba te storitve?
italia-feedback-stars = Ocenite z 1 do 5 zvezdicami
italia-feedback-star = { $stars ->
    [one] { $stars } zvezdica od 5
    [two] { $stars } zvezdici od 5
    [few] { $stars } zvezdice od 5
   *[other] { $stars } zvezdic od 5
}
italia-feedback-liked = Kaj vam je bilo najbolj všeč?
    .clear = Navodila so bila jasna
    .complete = Navodila so bila popolna
    .sure = Vedno je bilo jasno, da ravnam pravilno
    .technical = Tehničnih težav ni bilo
italia-feedback-missed = Kje ste imeli največ težav?
    .clear = Navodila včasih niso bila jasna
    .complete = Navodila včasih niso bila popolna
    .sure = Včasih ni bilo jasno, ali ravnam pravilno
    .technical = Tehnične težave
italia-feedback-other = Drugo
italia-feedback-text = Želite dodati podrobnosti?
italia-feedback-hint = Največ 200 znakov, brez osebnih podatkov. Ocena je anonimna.
italia-feedback-send = Pošlji

italia-go-home = Nazaj na domačo stran
italia-try-again = Poskusite znova
italia-if-it-stays = Če se napaka ponavlja, stopite v stik z upravo in navedite to kodo.
italia-request-id = Koda zahtevka
italia-part-unavailable = Ta del strani trenutno ni na voljo. Poskusite znova pozneje.
italia-preview = Predogled
italia-preview-text = vidite tudi načrtovane in potekle vsebine, ki jih občani ne vidijo.
italia-preview-end = Zapri predogled
italia-not-translated = Ta stran še ni prevedena: berete jo v jeziku, v katerem je bila napisana.

italia-404-title = Strani ni mogoče najti
italia-404-text = Stran ne obstaja ali je bila premaknjena. Preverite naslov, poiščite jo ali začnite znova v meniju zgoraj.
italia-404-search = Kaj ste iskali?
italia-403-title = Dostop ni dovoljen
italia-403-text = Te strani ne smete videti. Vrnite se na domačo stran ali stopite v stik z upravo.
italia-500-title = Nekaj ni delovalo
italia-500-text = Ni vaša krivda: storitev se ne odziva, kot bi morala, in napaka je že zabeležena. Poskusite znova čez nekaj minut.
italia-503-title = Storitev trenutno ni na voljo
italia-503-text = Storitev je preobremenjena ali jo popravljamo. Počakajte nekaj minut in poskusite znova.

form-required = To polje je obvezno.
form-number = Vpišite število.
form-choice = Izberite eno od možnosti.
