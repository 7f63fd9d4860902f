italia-skip-to-content = Zum Inhalt springen
italia-skip-to-footer = Zur Fußzeile springen
italia-languages = Sprache
italia-login = Anmelden
italia-search = Suche
italia-follow-us = Folgen Sie uns
italia-menu = Hauptmenü
italia-menu-open = Menü öffnen
italia-menu-close = Schließen
italia-breadcrumb = Navigationspfad
italia-home = Startseite
italia-pages = Ergebnisseiten
italia-page = Seite
italia-previous-page = Vorherige Seite
italia-next-page = Nächste Seite

italia-contact-us = Kontakt aufnehmen
italia-faq = Häufige Fragen lesen
italia-assistance = Hilfe anfordern
italia-call = { $number } anrufen
italia-booking = Termin buchen
italia-write = PEC schreiben
italia-report-problem = Problem in der Stadt melden
italia-report = Störung melden

italia-contacts = Kontakt
italia-tax-code = Steuernummer
italia-vat-number = Mehrwertsteuernummer
italia-ipa-code = IPA-Kode
italia-switchboard = Zentrale
italia-site = Diese Website
italia-useful-links = Nützliche Links
italia-transparency = Transparente Verwaltung
italia-notice-board = Amtstafel
italia-privacy = Datenschutzhinweise
italia-legal-notes = Rechtliche Hinweise
italia-accessibility = Erklärung zur Barrierefreiheit
italia-eu-funded = Finanziert von der Europäischen Union - NextGenerationEU

italia-go-home = Zurück zur Startseite
italia-request-id = Kode der Anfrage
italia-part-unavailable = Dieser Teil der Seite ist derzeit nicht verfügbar. Bitte versuchen Sie es später noch einmal.
italia-not-translated = Diese Seite ist noch nicht übersetzt: Sie lesen sie in der Sprache, in der sie geschrieben wurde.

italia-404-title = Seite nicht gefunden
italia-404-text = Die Seite gibt es nicht oder sie wurde verschoben. Prüfen Sie die Adresse oder suchen Sie danach.
italia-403-title = Kein Zugriff
italia-403-text = Sie dürfen diese Seite nicht sehen.
italia-500-title = Etwas hat nicht funktioniert
italia-500-text = Es liegt nicht an Ihnen: der Dienst antwortet nicht wie erwartet. Versuchen Sie es in einigen Minuten erneut.

form-required = Dieses Feld ist erforderlich.
form-number = Geben Sie eine Zahl ein.
form-choice = Wählen Sie einen der Einträge.
