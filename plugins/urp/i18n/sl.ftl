urp-contacts-lead = Rezervirajte termin, prosite za pomoč ali prijavite, kar ne deluje.
urp-functions = Kaj lahko storite
urp-booking-title = Rezerviraj termin
urp-booking-lead = Izberite urad, dan in uro: traja nekaj minut in ne čakate v vrsti.
urp-assistance-title = Prosi za pomoč
urp-assistance-lead = Imate vprašanje o storitvi ali o svoji zadevi? Pišite nam in odgovorili bomo.
urp-report-title = Prijavi napako
urp-report-lead = Luknja na cesti, ugasnjena svetilka, pokvarjen zabojnik: povejte nam, kje in kaj ne deluje.
urp-have-code = Ali že imate kodo?
urp-code = Koda
urp-code-hint = Prejeli ste jo na koncu rezervacije, prošnje ali prijave.
urp-code-unknown = S to kodo ni ničesar: preverite, ali je pravilno zapisana.
urp-find = Išči
urp-to-contacts = Nazaj na stike
urp-home = Nazaj na začetno stran

urp-step-office = Urad
urp-step-slot = Dan in ura
urp-step-subject = Podrobnosti
urp-step-person = Vlagatelj
urp-step-summary = Povzetek
urp-step-category = Kategorija storitev
urp-step-request = Prošnja
urp-step-done = (opravljeno)
urp-go-on = Naprej
urp-back = Nazaj
urp-send = Pošlji
urp-choose = Izberite
urp-optional = neobvezno
urp-errors = Popravite označena polja in pošljite znova
urp-suggest-hint = Vpišite nekaj črk in izberite enega od predlogov.
urp-too-long = Napišite največ { $max } znakov.
urp-bad-email = Napišite celoten e-poštni naslov, na primer ime@example.org.
urp-bad-phone = Napišite telefonsko številko: števke in presledki, po potrebi s + na začetku.
urp-not-ticked = Za nadaljevanje potrdite, da ste prebrali obvestilo o zasebnosti.
urp-nothing-chosen = Izberite eno od možnosti.
urp-too-many = Trenutno prejemamo preveč prošenj. Poskusite pozneje ali pokličite centralo.

urp-no-offices = Trenutno noben urad ne sprejema po dogovoru. Lahko nam pišete s prošnjo za pomoč.
urp-ask-instead = Prosi za pomoč
urp-draft-expired = Od zadnjega koraka sta minili več kot dve uri in vnesene podatke smo izbrisali. Termin ni bil rezerviran.
urp-begin-again = Začni znova
urp-office = Urad
urp-choose-day = Izberite dan
urp-time = Ura
urp-month = { $month ->
    [1] januar
    [2] februar
    [3] marec
    [4] april
    [5] maj
    [6] junij
    [7] julij
    [8] avgust
    [9] september
    [10] oktober
    [11] november
   *[12] december
} { $year }
urp-weekday = { $day ->
    [1] ponedeljek
    [2] torek
    [3] sreda
    [4] četrtek
    [5] petek
    [6] sobota
   *[7] nedelja
}
urp-weekday-short = { $day ->
    [1] pon
    [2] tor
    [3] sre
    [4] čet
    [5] pet
    [6] sob
   *[7] ned
}
urp-free = { $count ->
    [one] { $count } prost termin
    [two] { $count } prosta termina
    [few] { $count } prosti termini
   *[other] { $count } prostih terminov
}
urp-no-slots = Ta urad v prihodnjih dneh nima prostih terminov. Izberite drug urad ali nam pišite.
urp-other-office = Izberi drug urad
urp-slot-taken = Ta termin je pravkar rezerviral nekdo drug
urp-slot-taken-text = Izberite enega od še prostih terminov. Vse, kar ste napisali v drugih korakih, je ostalo.
urp-topic = Tema
urp-reason = Razlog za termin
urp-reason-hint = Na kratko povejte, kaj potrebujete, največ { $max } znakov. Ne pišite o zdravju ali o drugih osebah.
urp-name = Ime
urp-surname = Priimek
urp-full-name = Ime in priimek
urp-email = E-pošta
urp-email-hint = Urad jo uporabi, če vas mora doseči zaradi tega termina.
urp-phone = Telefon
urp-privacy-read = Obvestilo o zasebnosti je prebrano in razumljeno
urp-privacy-notice = Obvestilo o zasebnosti
urp-enough-appointments = S tem naslovom so že rezervirani trije prihodnji termini: enega prekličite z njegovo kodo in poskusite znova.
urp-declaration = Podatki, ki ste jih navedli, imajo vrednost izjave. Preverite, ali so pravilni.
urp-change = Spremeni
urp-confirm = Potrdi in pošlji
urp-appointment-made = Vaš termin je potrjen.
urp-appointment-cancelled = Termin je preklican in vaši podatki so izbrisani.
urp-your-appointment = Vaš termin
urp-when = Kdaj
urp-address = Naslov
urp-keep-code = Shranite kodo ali natisnite to stran: s kodo si lahko termin ogledate ali ga prekličete.
urp-to-calendar = Dodaj v koledar
urp-cancel = Prekliči termin
urp-book-again = Rezerviraj drug termin
urp-card-text = Urad sprejema po dogovoru.

urp-category = Kategorija storitev
urp-service = Storitev
urp-details = Podrobnosti
urp-details-hint = Opišite težavo, največ { $max } znakov. Ne pišite o zdravju ali o drugih osebah.
urp-assistance-sent = Vašo prošnjo smo prejeli. Urad za odgovor uporabi navedeni e-poštni naslov.
urp-your-request = Vaša prošnja
urp-number = Številka prošnje
urp-sent = Poslano
urp-keep-number = Shranite številko: z njo urad najde vašo prošnjo.

urp-report-category = Kategorija
urp-place = Kraj
urp-place-hint = Ulica in hišna številka ali prepoznavno mesto.
urp-subject = Zadeva
urp-description = Opis
urp-description-hint = Povejte, kaj ne deluje in od kdaj, največ { $max } znakov. Ne pišite o drugih osebah.
urp-report-email-hint = Pustite jo, če vas urad lahko vpraša za več podatkov.
urp-state = Stanje
urp-stage = { $state ->
    [received] Prejeto
    [in-progress] V obdelavi
   *[closed] Zaključeno
}
urp-now = zdaj
urp-state-changed = Zadnja sprememba
urp-keep-code-report = Shranite kodo ali naslov te strani: tukaj lahko spremljate prijavo.

urp-rating-stars = Ocena
urp-rating-star = { $stars ->
    [one] { $stars } zvezdica
    [two] { $stars } zvezdici
    [few] { $stars } zvezdice
   *[other] { $stars } zvezdic
}
urp-no-stars = Izberite od 1 do 5 zvezdic.
urp-rating-positive = Kaj vam je bilo najbolj všeč?
urp-rating-negative = Kje ste imeli največ težav?
urp-rating-good = { $answer ->
    [1] Navodila so bila jasna
    [2] Navodila so bila popolna
    [3] Vedno je bilo jasno, da ravnam pravilno
    [4] Tehničnih težav ni bilo
   *[5] Drugo
}
urp-rating-bad = { $answer ->
    [1] Navodila včasih niso bila jasna
    [2] Navodila včasih niso bila popolna
    [3] Včasih ni bilo jasno, ali ravnam pravilno
    [4] Tehnične težave
   *[5] Drugo
}
urp-rating-words = Želite dodati podrobnosti?
urp-rating-thanks = Vaša ocena je anonimna.
urp-back-to-page = Nazaj na stran
urp-overview-lead = Kako jasne so strani za tiste, ki so jih ocenili. Prikazane so le strani z vsaj { $least } ocenami.
urp-overview-total = { $count ->
    [one] od 5, povprečje { $count } ocene
    [two] od 5, povprečje { $count } ocen
    [few] od 5, povprečje { $count } ocen
   *[other] od 5, povprečje { $count } ocen
}
urp-overview-pages = Najpogosteje ocenjene strani
urp-overview-page = Stran
urp-overview-count = Ocene
urp-overview-average = Povprečje
urp-overview-none = Nihče še ni ocenil nobene strani.

form-required = To polje je obvezno.
form-choice = Izberite eno od možnosti.
