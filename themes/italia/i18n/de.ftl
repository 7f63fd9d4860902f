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

italia-contacts = Kontakt
italia-tax-code = Steuernummer
italia-vat-number = Mehrwertsteuernummer
italia-ipa-code = IPA-Kode
italia-switchboard = Zentrale
italia-site = Diese Website
italia-transparency = Transparente Verwaltung
italia-notice-board = Amtstafel
italia-privacy = Datenschutzhinweise
italia-legal-notes = Rechtliche Hinweise
italia-accessibility = Erklärung zur Barrierefreiheit
italia-eu-funded = Finanziert von der Europäischen Union - NextGenerationEU
italia-description = { $title }: Informationen, Dienste und Kontakte auf der offiziellen Website von { $name }.
italia-help = Brauchen Sie Hilfe?
italia-rules = Transparenz und Hinweise
italia-footer-faq = Häufige Fragen (FAQ)
italia-footer-booking = Terminbuchung
italia-footer-report = Störung melden
italia-footer-assistance = Hilfe anfordern
italia-media-policy = Media Policy
italia-site-map = Übersicht der Website
italia-improvement = Plan zur Verbesserung der Website
italia-feed = Neuigkeiten als RSS
italia-look = Darstellung
italia-look-auto = Automatisch
italia-look-light = Hell
italia-look-dark = Dunkel
italia-look-contrast = Hoher Kontrast

italia-feedback-page = Wie klar sind die Informationen auf dieser Seite?
italia-feedback-service = Wie einfach war es, diesen Dienst zu nutzen?
italia-feedback-stars = Bewerten Sie mit 1 bis 5 Sternen
italia-feedback-star = { $stars ->
    [one] { $stars } Stern von 5
   *[other] { $stars } Sterne von 5
}
italia-feedback-liked = Was hat Ihnen am besten gefallen?
    .clear = Die Hinweise waren klar
    .complete = Die Hinweise waren vollständig
    .sure = Ich wusste immer, dass ich richtig vorgehe
    .technical = Ich hatte keine technischen Probleme
italia-feedback-missed = Wo hatten Sie die größten Schwierigkeiten?
    .clear = Die Hinweise waren manchmal unklar
    .complete = Die Hinweise waren manchmal unvollständig
    .sure = Ich wusste manchmal nicht, ob ich richtig vorgehe
    .technical = Ich hatte technische Probleme
italia-feedback-other = Etwas anderes
italia-feedback-text = Möchten Sie etwas hinzufügen?
italia-feedback-hint = Höchstens 200 Zeichen, ohne persönliche Daten. Die Bewertung ist anonym.
italia-feedback-send = Senden

italia-go-home = Zurück zur Startseite
italia-try-again = Erneut versuchen
italia-if-it-stays = Wenn der Fehler bleibt, nehmen Sie Kontakt auf und nennen Sie diesen Kode.
italia-request-id = Kode der Anfrage
italia-part-unavailable = Dieser Teil der Seite ist derzeit nicht verfügbar. Bitte versuchen Sie es später noch einmal.
italia-preview = Vorschau
italia-preview-text = Sie sehen auch geplante und abgelaufene Inhalte, die Bürgerinnen und Bürger nicht sehen.
italia-preview-end = Vorschau beenden
italia-not-translated = Diese Seite ist noch nicht übersetzt: Sie lesen sie in der Sprache, in der sie geschrieben wurde.

italia-404-title = Seite nicht gefunden
italia-404-text = Die Seite gibt es nicht oder sie wurde verschoben. Prüfen Sie die Adresse, suchen Sie danach oder beginnen Sie im Menü oben.
italia-404-search = Was haben Sie gesucht?
italia-403-title = Kein Zugriff
italia-403-text = Sie dürfen diese Seite nicht sehen. Gehen Sie zurück zur Startseite oder nehmen Sie Kontakt auf.
italia-500-title = Etwas hat nicht funktioniert
italia-500-text = Es liegt nicht an Ihnen: der Dienst antwortet nicht wie erwartet, und der Fehler wurde bereits aufgezeichnet. Versuchen Sie es in einigen Minuten erneut.
italia-503-title = Dienst derzeit nicht verfügbar
italia-503-text = Der Dienst ist überlastet oder wird gerade repariert. Versuchen Sie es in einigen Minuten erneut.

form-required = Dieses Feld ist erforderlich.
form-number = Geben Sie eine Zahl ein.
form-choice = Wählen Sie einen der Einträge.
