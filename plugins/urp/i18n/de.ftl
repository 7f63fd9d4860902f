urp-contacts-lead = Buchen Sie einen Termin, bitten Sie um Hilfe oder melden Sie, was nicht funktioniert.
urp-functions = Was Sie tun können
urp-booking-title = Termin buchen
urp-booking-lead = Wählen Sie Amt, Tag und Uhrzeit: Es dauert wenige Minuten, und Sie stehen nicht an.
urp-assistance-title = Hilfe anfordern
urp-assistance-lead = Eine Frage zu einem Dienst oder zu Ihrem Vorgang? Schreiben Sie uns, wir antworten.
urp-report-title = Störung melden
urp-report-lead = Ein Schlagloch, eine dunkle Laterne, ein kaputter Abfallkorb: Sagen Sie uns, wo und was nicht funktioniert.
urp-have-code = Haben Sie einen Kode?
urp-code = Kode
urp-code-hint = Den Kode, den Sie am Ende der Buchung, Anfrage oder Meldung erhalten haben.
urp-code-unknown = Zu diesem Kode gibt es nichts: Prüfen Sie, ob Sie ihn richtig eingegeben haben.
urp-find = Suchen
urp-to-contacts = Zurück zum Kontakt
urp-home = Zurück zur Startseite

urp-step-office = Amt
urp-step-slot = Tag und Uhrzeit
urp-step-subject = Angaben
urp-step-person = Antragsteller
urp-step-summary = Zusammenfassung
urp-step-category = Art des Dienstes
urp-step-request = Anfrage
urp-step-done = (erledigt)
urp-go-on = Weiter
urp-back = Zurück
urp-send = Senden
urp-choose = Wählen
urp-optional = freiwillig
urp-errors = Berichtigen Sie diese Felder und senden Sie noch einmal
urp-suggest-hint = Geben Sie einige Buchstaben ein und wählen Sie einen der Vorschläge.
urp-too-long = Schreiben Sie höchstens { $max } Zeichen.
urp-bad-email = Schreiben Sie eine vollständige E-Mail-Adresse, zum Beispiel name@example.org.
urp-bad-phone = Schreiben Sie eine Telefonnummer: Ziffern und Leerzeichen, wenn nötig mit + am Anfang.
urp-not-ticked = Bestätigen Sie, dass Sie die Datenschutzhinweise gelesen haben, dann geht es weiter.
urp-nothing-chosen = Wählen Sie einen der Einträge.
urp-too-many = Zurzeit erreichen uns zu viele Anfragen. Versuchen Sie es später noch einmal oder rufen Sie die Zentrale an.

urp-no-offices = Zurzeit empfängt kein Amt nach Vereinbarung. Sie können uns mit einer Bitte um Hilfe schreiben.
urp-ask-instead = Hilfe anfordern
urp-draft-expired = Seit Ihrem letzten Schritt sind mehr als zwei Stunden vergangen, und wir haben Ihre Eingaben gelöscht. Es wurde kein Termin gebucht.
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
    [one] { $count } freier Termin
   *[other] { $count } freie Termine
}
urp-no-slots = Dieses Amt hat in den nächsten Tagen keine freien Termine. Wählen Sie ein anderes Amt oder schreiben Sie uns.
urp-other-office = Ein anderes Amt wählen
urp-slot-taken = Diesen Termin hat gerade jemand anderes gebucht
urp-slot-taken-text = Wählen Sie einen der noch freien Termine. Was Sie in den anderen Schritten geschrieben haben, ist noch da.
urp-topic = Thema
urp-reason = Grund des Termins
urp-reason-hint = Sagen Sie in wenigen Worten, was Sie brauchen, höchstens { $max } Zeichen. Schreiben Sie nichts über Gesundheit oder über andere Personen.
urp-name = Vorname
urp-surname = Nachname
urp-full-name = Name
urp-email = E-Mail
urp-email-hint = Das Amt nutzt sie, wenn es Sie wegen dieses Termins erreichen muss.
urp-phone = Telefon
urp-privacy-read = Ich habe die Datenschutzhinweise gelesen und verstanden
urp-privacy-notice = Datenschutzhinweise
urp-enough-appointments = Zu dieser Adresse gibt es schon drei künftige Termine: Sagen Sie einen mit seinem Kode ab und versuchen Sie es noch einmal.
urp-declaration = Ihre Angaben gelten als Erklärung. Prüfen Sie, ob sie richtig sind.
urp-change = Ändern
urp-confirm = Bestätigen und senden
urp-appointment-made = Ihr Termin ist bestätigt.
urp-appointment-cancelled = Der Termin ist abgesagt, und Ihre Daten sind gelöscht.
urp-your-appointment = Ihr Termin
urp-when = Wann
urp-address = Anschrift
urp-keep-code = Bewahren Sie den Kode auf oder drucken Sie diese Seite: Mit dem Kode sehen Sie den Termin wieder oder sagen ihn ab.
urp-to-calendar = In den Kalender
urp-cancel = Termin absagen
urp-book-again = Noch einen Termin buchen

urp-category = Art des Dienstes
urp-service = Dienst
urp-details = Einzelheiten
urp-details-hint = Beschreiben Sie das Problem, höchstens { $max } Zeichen. Schreiben Sie nichts über Gesundheit oder über andere Personen.
urp-assistance-sent = Wir haben Ihre Anfrage erhalten. Das Amt antwortet an die E-Mail-Adresse, die Sie angegeben haben.
urp-your-request = Ihre Anfrage
urp-number = Nummer der Anfrage
urp-sent = Gesendet
urp-keep-number = Bewahren Sie die Nummer auf: Damit findet das Amt Ihre Anfrage.

urp-report-category = Art der Störung
urp-place = Ort
urp-place-hint = Straße und Hausnummer oder ein Ort, den man erkennt.
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
urp-keep-code-report = Bewahren Sie den Kode oder die Adresse dieser Seite auf: Hier verfolgen Sie Ihre Meldung.

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
urp-overview-lead = Wie klar die Seiten für jene sind, die sie bewertet haben. Gezeigt werden nur Seiten mit mindestens { $least } Bewertungen.
urp-overview-total = { $count ->
    [one] von 5, im Durchschnitt bei { $count } Bewertung
   *[other] von 5, im Durchschnitt bei { $count } Bewertungen
}
urp-overview-pages = Am häufigsten bewertete Seiten
urp-overview-page = Seite
urp-overview-count = Bewertungen
urp-overview-average = Durchschnitt
urp-overview-none = Noch hat niemand eine Seite bewertet.

form-required = Dieses Feld ist erforderlich.
form-choice = Wählen Sie einen der Einträge.
