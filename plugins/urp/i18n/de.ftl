urp-contacts-lead = Vereinbaren Sie einen Termin, bitten Sie um Hilfe oder melden Sie, was nicht funktioniert.
urp-functions = Was Sie tun können
urp-booking-title = Termin vereinbaren
urp-booking-lead = Wählen Sie Amt, Tag und Uhrzeit: Es dauert wenige Minuten, und Sie stehen nicht an.
urp-assistance-title = Um Hilfe bitten
urp-assistance-lead = Eine Frage zu einem Dienst oder zu Ihrem Vorgang? Schreiben Sie uns, wir antworten.
urp-report-title = Mangel melden
urp-report-lead = Ein Schlagloch, eine dunkle Laterne, ein kaputter Abfallbehälter: Sagen Sie uns, wo und was.
urp-have-code = Haben Sie schon einen Code?
urp-code = Code
urp-code-hint = Sie haben ihn am Ende der Buchung, der Anfrage oder der Meldung erhalten.
urp-code-unknown = Zu diesem Code gibt es nichts: Prüfen Sie, ob er richtig geschrieben ist.
urp-find = Suchen
urp-to-contacts = Zurück zu den Kontakten
urp-home = Zurück zur Startseite

urp-step-office = Amt
urp-step-slot = Tag und Uhrzeit
urp-step-subject = Anliegen
urp-step-person = Antragsteller
urp-step-summary = Zusammenfassung
urp-step-category = Dienstkategorie
urp-step-request = Anfrage
urp-step-done = (erledigt)
urp-go-on = Weiter
urp-back = Zurück
urp-send = Senden
urp-choose = Wählen Sie
urp-optional = freiwillig
urp-errors = Berichtigen Sie diese Felder und senden Sie noch einmal
urp-suggest-hint = Schreiben Sie einige Buchstaben und wählen Sie einen der Vorschläge.
urp-too-long = Schreiben Sie höchstens { $max } Zeichen.
urp-bad-email = Schreiben Sie eine vollständige E-Mail-Adresse, zum Beispiel name@example.org.
urp-bad-phone = Schreiben Sie eine Telefonnummer: Ziffern und Leerzeichen, wenn nötig mit + am Anfang.
urp-not-ticked = Bestätigen Sie, dass Sie die Datenschutzhinweise gelesen haben.
urp-nothing-chosen = Wählen Sie einen der Einträge.
urp-too-many = Zurzeit erhalten wir zu viele Anfragen. Versuchen Sie es später noch einmal oder rufen Sie die Vermittlung an.

urp-no-offices = Zurzeit empfängt kein Amt nach Termin. Sie können uns mit einer Bitte um Hilfe schreiben.
urp-ask-instead = Um Hilfe bitten
urp-draft-expired = Seit dem letzten Schritt sind mehr als zwei Stunden vergangen, und wir haben Ihre Angaben gelöscht. Es wurde kein Termin vereinbart.
urp-begin-again = Neu beginnen
urp-office = Amt
urp-choose-day = Wählen Sie einen Tag
urp-time = Uhrzeit
urp-month = { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }
urp-weekday = { $day ->
    [1] Montag
    [2] Dienstag
    [3] Mittwoch
    [4] Donnerstag
    [5] Freitag
    [6] Samstag
   *[7] Sonntag
}
urp-weekday-short = { $day ->
    [1] Mo
    [2] Di
    [3] Mi
    [4] Do
    [5] Fr
    [6] Sa
   *[7] So
}
urp-free = { $count ->
    [one] { $count } freie Uhrzeit
   *[other] { $count } freie Uhrzeiten
}
urp-no-slots = Dieses Amt hat in den nächsten Tagen keine freien Termine. Wählen Sie ein anderes Amt oder schreiben Sie uns.
urp-other-office = Ein anderes Amt wählen
urp-slot-taken = Diese Uhrzeit hat gerade jemand anderes genommen
urp-slot-taken-text = Wählen Sie eine der noch freien Uhrzeiten. Alles, was Sie in den anderen Schritten geschrieben haben, ist noch da.
urp-topic = Thema
urp-reason = Grund des Termins
urp-reason-hint = Sagen Sie in wenigen Worten, was Sie brauchen, höchstens { $max } Zeichen. Schreiben Sie nichts über Gesundheit oder andere Personen.
urp-name = Vorname
urp-surname = Nachname
urp-full-name = Vor- und Nachname
urp-email = E-Mail
urp-email-hint = Das Amt verwendet sie, wenn es Sie wegen dieses Termins erreichen muss.
urp-phone = Telefon
urp-privacy-read = Ich habe die Datenschutzhinweise gelesen und verstanden
urp-privacy-notice = Datenschutzhinweise
urp-enough-appointments = Mit dieser Adresse gibt es schon drei künftige Termine: Sagen Sie einen mit seinem Code ab und versuchen Sie es noch einmal.
urp-declaration = Ihre Angaben haben den Wert einer Erklärung. Prüfen Sie, ob sie richtig sind.
urp-change = Ändern
urp-confirm = Bestätigen und senden
urp-appointment-made = Ihr Termin ist bestätigt.
urp-appointment-cancelled = Der Termin ist abgesagt, und Ihre Daten sind gelöscht.
urp-your-appointment = Ihr Termin
urp-when = Wann
urp-address = Adresse
urp-keep-code = Bewahren Sie den Code auf oder drucken Sie diese Seite: Mit dem Code können Sie den Termin ansehen oder absagen.
urp-to-calendar = In den Kalender
urp-cancel = Termin absagen
urp-book-again = Einen anderen Termin vereinbaren
urp-card-text = Das Amt empfängt nach Termin.

urp-category = Dienstkategorie
urp-service = Dienst
urp-details = Einzelheiten
urp-details-hint = Beschreiben Sie das Anliegen, höchstens { $max } Zeichen. Schreiben Sie nichts über Gesundheit oder andere Personen.
urp-assistance-sent = Wir haben Ihre Anfrage erhalten. Das Amt verwendet für die Antwort die angegebene E-Mail-Adresse.
urp-your-request = Ihre Anfrage
urp-number = Nummer der Anfrage
urp-sent = Gesendet
urp-keep-number = Bewahren Sie die Nummer auf: Das Amt findet damit Ihre Anfrage.

urp-report-category = Kategorie
urp-place = Ort
urp-place-hint = Straße und Hausnummer oder eine erkennbare Stelle.
urp-subject = Betreff
urp-description = Beschreibung
urp-description-hint = Sagen Sie, was nicht funktioniert und seit wann, höchstens { $max } Zeichen. Schreiben Sie nichts über andere Personen.
urp-report-email-hint = Geben Sie sie an, wenn das Amt nachfragen darf.
urp-state = Stand
urp-stage = { $state ->
    [received] Eingegangen
    [in-progress] In Bearbeitung
   *[closed] Abgeschlossen
}
urp-now = jetzt
urp-state-changed = Letzte Änderung
urp-keep-code-report = Bewahren Sie den Code oder die Adresse dieser Seite auf: Hier können Sie die Meldung verfolgen.

urp-rating-stars = Bewertung
urp-rating-star = { $stars ->
    [one] { $stars } Stern
   *[other] { $stars } Sterne
}
urp-no-stars = Wählen Sie 1 bis 5 Sterne.
urp-rating-positive = Was hat Ihnen am besten gefallen?
urp-rating-negative = Wo hatten Sie die größten Schwierigkeiten?
urp-rating-good = { $answer ->
    [1] Die Hinweise waren klar
    [2] Die Hinweise waren vollständig
    [3] Ich wusste immer, dass ich richtig vorgehe
    [4] Ich hatte keine technischen Probleme
   *[5] Etwas anderes
}
urp-rating-bad = { $answer ->
    [1] Die Hinweise waren manchmal unklar
    [2] Die Hinweise waren manchmal unvollständig
    [3] Ich wusste manchmal nicht, ob ich richtig vorgehe
    [4] Ich hatte technische Probleme
   *[5] Etwas anderes
}
urp-rating-words = Möchten Sie etwas hinzufügen?
urp-rating-thanks = Ihre Bewertung ist anonym.
urp-back-to-page = Zurück zur Seite
urp-overview-lead = Wie klar die Seiten für die sind, die sie bewertet haben. Es erscheinen nur Seiten mit mindestens { $least } Bewertungen.
urp-overview-total = { $count ->
    [one] von 5, im Mittel von { $count } Bewertung
   *[other] von 5, im Mittel von { $count } Bewertungen
}
urp-overview-pages = Am häufigsten bewertete Seiten
urp-overview-page = Seite
urp-overview-count = Bewertungen
urp-overview-average = Mittel
urp-overview-none = Noch niemand hat eine Seite bewertet.

form-required = Dieses Feld ist erforderlich.
form-choice = Wählen Sie einen der Einträge.
