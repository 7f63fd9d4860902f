urp-contacts-lead = Naročite se na termin, prosite za pomoč ali prijavite, kar ne deluje.
urp-functions = Kaj lahko storite
urp-booking-title = Naročite se na termin
urp-booking-lead = Izberite urad, dan in uro: traja nekaj minut in ne čakate v vrsti.
urp-assistance-title = Prosite za pomoč
urp-assistance-lead = Imate vprašanje o storitvi ali o svoji zadevi? Pišite nam in odgovorili bomo.
urp-report-title = Prijavite napako
urp-report-lead = Luknja v cesti, ugasnjena svetilka, polomljen koš: povejte, kje je in kaj ne deluje.
urp-have-code = Imate kodo?
urp-code = Koda
urp-code-hint = Koda, ki ste jo dobili na koncu naročila, prošnje ali prijave.
urp-code-unknown = Za to kodo ni ničesar: preverite, ali ste jo pravilno vnesli.
urp-find = Poišči
urp-to-contacts = Nazaj na stike
urp-home = Nazaj na domačo stran

urp-step-office = Urad
urp-step-slot = Dan in ura
urp-step-subject = Podrobnosti
urp-step-person = Vlagatelj
urp-step-summary = Povzetek
urp-step-category = Vrsta storitve
urp-step-request = Prošnja
urp-step-done = (opravljeno)
urp-go-on = Naprej
urp-back = Nazaj
urp-send = Pošlji
urp-choose = Izberi
urp-optional = neobvezno
urp-errors = Popravite ta polja in znova pošljite
urp-suggest-hint = Vnesite nekaj črk in izberite enega od predlogov.
urp-too-long = { $max ->
    [one] Napišite največ { $max } znak.
    [two] Napišite največ { $max } znaka.
    [few] Napišite največ { $max } znake.
   *[other] Napišite največ { $max } znakov.
}
urp-bad-email = Napišite celoten e-naslov, na primer name@example.org.
urp-bad-phone = Napišite telefonsko številko: števke in presledke, po potrebi z znakom + na začetku.
urp-not-ticked = Za nadaljevanje potrdite, da ste prebrali obvestilo o varstvu podatkov.
urp-nothing-chosen = Izberite eno od možnosti.
urp-too-many = Trenutno prejemamo preveč prošenj. Poskusite pozneje ali pokličite centralo.

urp-no-offices = Trenutno noben urad ne sprejema po naročilu. Pišete nam lahko s prošnjo za pomoč.
urp-ask-instead = Prosite za pomoč
urp-draft-expired = Od zadnjega koraka sta minili več kot dve uri, zato smo vnose izbrisali. Termin ni bil rezerviran.
urp-begin-again = Začnite znova
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
urp-no-slots = Ta urad v naslednjih dneh nima prostih terminov. Izberite drug urad ali nam pišite.
urp-other-office = Izberite drug urad
urp-slot-taken = Ta termin je pravkar rezerviral nekdo drug
urp-slot-taken-text = Izberite enega od še prostih terminov. Kar ste napisali v drugih korakih, je ohranjeno.
urp-topic = Tema
urp-reason = Razlog za termin
urp-reason-hint = Na kratko povejte, kaj potrebujete; največ { $max } znakov. Ne pišite o zdravju ali o drugih osebah.
urp-name = Ime
urp-surname = Priimek
urp-full-name = Ime in priimek
urp-email = E-pošta
urp-email-hint = Urad jo uporabi, če vas mora doseči zaradi tega termina.
urp-phone = Telefon
urp-privacy-read = Obvestilo o varstvu podatkov sem prebral(a) in razumel(a)
urp-privacy-notice = Obvestilo o varstvu podatkov
urp-enough-appointments = Za ta naslov so že rezervirani trije prihodnji termini: enega odpovejte z njegovo kodo in poskusite znova.
urp-declaration = Navedeni podatki imajo vrednost izjave. Preverite, ali so pravilni.
urp-change = Spremeni
urp-confirm = Potrdi in pošlji
urp-appointment-made = Vaš termin je potrjen.
urp-appointment-cancelled = Termin je odpovedan in vaši podatki so izbrisani.
urp-your-appointment = Vaš termin
urp-when = Kdaj
urp-address = Naslov
urp-keep-code = Shranite kodo ali natisnite to stran: s kodo lahko termin znova pogledate ali odpoveste.
urp-to-calendar = Dodaj v koledar
urp-cancel = Odpovej termin
urp-book-again = Rezervirajte še en termin

urp-category = Vrsta storitve
urp-service = Storitev
urp-details = Podrobnosti
urp-details-hint = Opišite težavo; največ { $max } znakov. Ne pišite o zdravju ali o drugih osebah.
urp-assistance-sent = Vašo prošnjo smo prejeli. Urad bo odgovoril na e-naslov, ki ste ga navedli.
urp-your-request = Vaša prošnja
urp-number = Številka prošnje
urp-sent = Poslano
urp-keep-number = Shranite številko: po njej urad najde vašo prošnjo.

urp-report-category = Vrsta napake
urp-place = Kraj
urp-place-hint = Ulica in hišna številka ali prepoznaven kraj.
urp-subject = Zadeva
urp-description = Opis
urp-description-hint = Povejte, kaj ne deluje in od kdaj; največ { $max } znakov. Ne pišite o drugih osebah.
urp-report-email-hint = Navedite jo, če vas urad sme vprašati za več podatkov.
urp-state = Stanje
urp-stage = { $state ->
    [received] Prejeto
    [in-progress] V obravnavi
   *[closed] Zaključeno
}
urp-now = zdaj
urp-state-changed = Zadnja sprememba
urp-keep-code-report = Shranite kodo ali naslov te strani: tu lahko spremljate svojo prijavo.

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
urp-overview-lead = Kako jasne so strani za tiste, ki so jih ocenili. Prikazane so samo strani z najmanj { $least } ocenami.
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
urp-overview-none = Nihče še ni ocenil strani.

form-required = To polje je obvezno.
form-choice = Izberite eno od možnosti.
