portal-menu-administration = Verwaltung
portal-menu-news = Neuigkeiten
portal-menu-services = Dienste
portal-menu-live = Leben in der Gemeinde

portal-notice = Hinweis
portal-read-more = Mehr lesen
portal-featured = Wichtige Dienste
portal-by-category = Nach Kategorie
portal-by-topic = Nach Thema
portal-all-services = Alle { $count } Dienste ansehen
portal-all-topics = Alle Themen
portal-topics = Themen
portal-topics-lead = Dienste, Neuigkeiten, Veranstaltungen, Orte und Dokumente nach Thema: Wählen Sie, was Sie betrifft.
portal-explore = Dienste entdecken
portal-no-services = Hier gibt es noch keinen Dienst.
portal-services = { $count ->
    [one] { $count } Dienst
   *[other] { $count } Dienste
}

portal-search-label = Einen Dienst oder eine Information suchen
portal-search-services = In den Diensten suchen
portal-search-placeholder = Was brauchen Sie?
portal-search-submit = Suchen
portal-suggestions = Meistgesuchte Dienste
portal-results = { $count ->
    [0] Keine Ergebnisse
    [one] { $count } Ergebnis
   *[other] { $count } Ergebnisse
}
portal-nothing-found = Wir haben nichts gefunden, das zu Ihrer Suche passt.
portal-nothing-found-for = Wir haben nichts gefunden für „{ $query }“.
portal-hint-spelling = Prüfen Sie, ob die Wörter richtig geschrieben sind.
portal-hint-words = Versuchen Sie einfachere oder allgemeinere Wörter.
portal-hint-filters = Dieselben Wörter ohne Filter suchen
portal-hint-browse = Alle Dienste ansehen
portal-filters = Aktive Filter
portal-filter-remove = Filter entfernen
portal-refine = Suche verfeinern
portal-facet-more = Mehr anzeigen
portal-search-category = In dieser Kategorie suchen
portal-search-everywhere = Auf der ganzen Website suchen
portal-hint-categories = Oder wählen Sie eine Kategorie von Diensten
portal-assistance = Hilfe anfordern
portal-also-found = Wir zeigen auch die Ergebnisse für „{ $query }“
portal-also-all = Alle Ergebnisse für „{ $query }“ ansehen
portal-suggested = Vorschläge
portal-suggested-found = Vorschläge gefunden, Auswahl mit den Pfeiltasten
portal-suggested-none = Keine Vorschläge

portal-active = Dienst verfügbar
portal-inactive = Dienst nicht verfügbar
portal-inactive-reason = Grund
portal-page-index = Auf dieser Seite
portal-who = Für wen
portal-area = Geltungsgebiet
portal-description = Beschreibung
portal-how = So geht es
portal-needed = Was Sie brauchen
portal-needed-intro = Halten Sie für den Antrag bereit:
portal-obtained = Was Sie erhalten
portal-times = Zeiten und Fristen
portal-days = { $count ->
    [0] Sofort
    [one] { $count } Tag
   *[other] { $count } Tage
}
portal-days-label = längste Zeit bis zur Antwort
portal-cost = Was es kostet
portal-access = Zum Dienst
portal-access-online = Zum Onlinedienst
portal-online-text = Sie können den Antrag online stellen.
portal-booking-text = Das Amt empfängt nach Vereinbarung: Buchen Sie vorher einen Termin.
portal-office-text = Beantragen Sie den Dienst beim Amt.
portal-more = Weitere Informationen
portal-constraints = Einschränkungen
portal-special-cases = Sonderfälle
portal-conditions = Nutzungsbedingungen
portal-contacts = Kontakt
portal-address = Anschrift
portal-hours = Öffnungszeiten
portal-telephone = Telefon
portal-email = E-Mail
portal-related = Verwandte Dienste
portal-updated = Letzte Änderung

portal-licence-gist = Kurz: Sie dürfen die Inhalte dieser Website weiterverwenden, auch geschäftlich, wenn Sie die Quelle nennen. Es gilt der italienische Text oben. Die ganze Lizenz:

portal-questions-lead = Was wir am häufigsten gefragt werden, und unsere Antworten.
portal-no-questions = Hier gibt es noch keine Fragen.

portal-transparency-lead = Dokumente, Informationen und Daten über Aufbau und Arbeit der Verwaltung, wie es das gesetzesvertretende Dekret Nr. 33 vom 14. März 2013 verlangt.
portal-transparency-voices = Die Teile dieses Bereichs
portal-transparency-articles = Veröffentlicht nach dem gesetzesvertretenden Dekret Nr. 33 vom 14. März 2013, Art. { $articles }.
portal-transparency-contents = Inhalte
portal-transparency-empty = Zurzeit gibt es in diesem Teil nichts, was nach dem gesetzesvertretenden Dekret Nr. 33 vom 14. März 2013 zu veröffentlichen wäre.
portal-civic-access = Bürgerzugang
portal-civic-access-text = Fehlt ein Dokument, eine Information oder ein Datum, das veröffentlicht werden muss, kann jede Person es kostenlos und ohne Begründung verlangen (Art. 5 des Dekrets 33/2013).
portal-documents = Dokumente

portal-personal-area = Persönlicher Bereich
portal-personal-lead = Alles zwischen Ihnen und der Verwaltung an einem Ort: Nachrichten, Vorgänge, Zahlungen und Fristen.
portal-personal-rooms = Was im persönlichen Bereich ist
portal-personal-here = Was hier sein wird
portal-personal-login = So melden Sie sich an
portal-personal-login-text = Sie brauchen eine digitale Identität:
portal-personal-spid = SPID, die öffentliche digitale Identität Italiens
portal-personal-cie = CIE, die elektronische Identitätskarte, mit ihrer PIN
portal-personal-cns = CNS, die nationale Bürgerkarte oder eine aktivierte Gesundheitskarte
portal-personal-eidas = eIDAS, die digitale Identität eines anderen Landes der Europäischen Union
portal-personal-closed = Auf dieser Website kann man sich noch nicht anmelden. Lesen Sie inzwischen, wie jeder Dienst beantragt wird:
portal-personal-messaggi = Was die Verwaltung Ihnen schreibt, und Ihre Antworten.
portal-personal-attivita = Was Sie getan haben und was noch zu tun ist: Fristen, Zahlungen, Termine.
portal-personal-i-miei-servizi = Die Dienste, die Sie nutzen, und ein kurzer Weg zu den häufigsten.
portal-personal-pratiche = Ihre Anträge und ihr Stand, Entwürfe und Quittungen.
portal-personal-notifiche = Hinweise auf Neuigkeiten und Fristen, und wo Sie sie erhalten wollen.
portal-personal-impostazioni = Ihre Daten und Kontakte, und was die Website sich für die nächsten Anträge merken darf.

portal-questions = Häufige Fragen
portal-transparency = Transparente Verwaltung
portal-map-others = Weitere Seiten
portal-map-feed = Neuigkeiten als RSS

portal-contents = { $count ->
    [one] { $count } Inhalt
   *[other] { $count } Inhalte
}
portal-no-contents = Hier gibt es noch nichts.
portal-explore-area = Diesen Bereich entdecken
portal-explore-list = Liste ansehen
portal-search-here = In diesem Bereich suchen
portal-search-topic = In diesem Thema suchen
portal-load-more = Weitere Veranstaltungen zeigen
portal-nothing-more = Es gibt keine weiteren Veranstaltungen
portal-see-all = Alle ansehen
portal-latest-news = Aktuelles
portal-next-events = Nächste Veranstaltungen
portal-featured-administration = Hervorgehoben
portal-featured-places = Sehenswerte Orte
portal-all-news = Alle Neuigkeiten
portal-all-events = Alle Veranstaltungen
portal-all-places = Alle Orte
portal-all-administration = Die ganze Verwaltung
portal-administration = Verwaltung
portal-thematic-sites = Themenseiten
portal-topic-lead = Dienste, Neuigkeiten, Veranstaltungen, Orte, Ämter und Dokumente zu diesem Thema.
portal-services-heading = Dienste
portal-news = Neuigkeiten
portal-events = Veranstaltungen
portal-places = Orte
portal-documents-and-data = Dokumente und Daten
portal-questions = Häufige Fragen
portal-related-contents = Verwandte Inhalte
portal-book = Termin buchen
portal-back-to-service = Zurück zum Dienst

portal-what = Worum es geht
portal-place = Ort
portal-when = Tage und Zeiten
portal-from = von
portal-to = bis
portal-add-to-calendar = Zum Kalender hinzufügen
portal-costs = Kosten
portal-organiser = Veranstaltet von
portal-by = Verfasst von
portal-persons = Personen
portal-related-services = Verwandte Dienste
portal-entrance = Zugang
portal-public-hours = Öffnungszeiten
portal-responsible-office = Zuständiges Amt
portal-seat-of = Sitz von
portal-seat = Hauptsitz
portal-competences = Aufgaben
portal-leader = Leitung
portal-parent-unit = Gehört zu
portal-units = Verbundene Stellen
portal-offered = Angebotene Dienste
portal-role = Amt
portal-organisation = Organisation
portal-leads = Leitet
portal-delegations = Zuständigkeiten
portal-biography = Lebenslauf
portal-document = Dokument
portal-licence = Lizenz
portal-laws = Rechtsgrundlagen
portal-distribution = Verbreitung
portal-theme = Thema
portal-holder = Rechteinhaber
portal-frequency = Wie oft aktualisiert
portal-web-site = Website
portal-postcode = Postleitzahl
portal-district = Stadtviertel
portal-map = Auf der Karte ansehen
portal-other-name = Auch bekannt als
portal-published = Datum
portal-valid-until = Gültig bis
portal-number = Nummer
portal-date = Datum des Dokuments
portal-register-number = Protokollnummer
portal-in-office-since = Im Amt seit
portal-in-office-until = Im Amt bis
