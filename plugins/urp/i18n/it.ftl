urp-contacts-lead = Prenota un appuntamento, chiedi aiuto o segnala qualcosa che non funziona.
urp-functions = Che cosa puoi fare
urp-booking-title = Prenota appuntamento
urp-booking-lead = Scegli l'ufficio, il giorno e l'ora: bastano pochi minuti e non devi fare la fila.
urp-assistance-title = Richiedi assistenza
urp-assistance-lead = Hai un dubbio su un servizio o sulla tua pratica? Scrivici e ti rispondiamo.
urp-report-title = Segnala un disservizio
urp-report-lead = Una buca, un lampione spento, un cassonetto rotto: dicci dove e che cosa non funziona.
urp-have-code = Hai già un codice?
urp-code = Codice
urp-code-hint = È quello che hai ricevuto alla fine della prenotazione, della richiesta o della segnalazione.
urp-code-unknown = Non c'è niente con questo codice: controlla di averlo scritto bene.
urp-find = Cerca
urp-to-contacts = Torna ai contatti
urp-home = Torna alla pagina iniziale

urp-step-office = Ufficio
urp-step-slot = Data e orario
urp-step-subject = Dettagli appuntamento
urp-step-person = Richiedente
urp-step-summary = Riepilogo
urp-step-category = Categoria di servizio
urp-step-request = Richiesta
urp-step-done = (completato)
urp-go-on = Avanti
urp-back = Indietro
urp-send = Invia
urp-choose = Scegli
urp-optional = facoltativo
urp-errors = Correggi i campi indicati e invia di nuovo
urp-suggest-hint = Scrivi qualche lettera e scegli tra le voci proposte.
urp-too-long = Scrivi al massimo { $max } caratteri.
urp-bad-email = Scrivi un indirizzo email completo, per esempio nome@esempio.it.
urp-bad-phone = Scrivi un numero di telefono: cifre e spazi, con un + all'inizio se serve.
urp-not-ticked = Per continuare devi confermare di aver letto l'informativa.
urp-nothing-chosen = Scegli una delle voci.
urp-too-many = In questo momento riceviamo troppe richieste. Riprova più tardi oppure chiama il centralino.

urp-no-offices = In questo momento nessun ufficio riceve su appuntamento. Puoi scriverci con una richiesta d'assistenza.
urp-ask-instead = Richiedi assistenza
urp-draft-expired = Sono passate più di due ore dall'ultimo passaggio e abbiamo cancellato i dati inseriti. Non è stato prenotato nessun appuntamento.
urp-begin-again = Ricomincia
urp-office = Ufficio
urp-choose-day = Scegli un giorno
urp-time = Orario
urp-month = { $month ->
    [1] gennaio
    [2] febbraio
    [3] marzo
    [4] aprile
    [5] maggio
    [6] giugno
    [7] luglio
    [8] agosto
    [9] settembre
    [10] ottobre
    [11] novembre
   *[12] dicembre
} { $year }
urp-weekday = { $day ->
    [1] lunedì
    [2] martedì
    [3] mercoledì
    [4] giovedì
    [5] venerdì
    [6] sabato
   *[7] domenica
}
urp-weekday-short = { $day ->
    [1] lun
    [2] mar
    [3] mer
    [4] gio
    [5] ven
    [6] sab
   *[7] dom
}
urp-free = { $count ->
    [one] { $count } orario libero
   *[other] { $count } orari liberi
}
urp-no-slots = In questo ufficio non ci sono appuntamenti liberi nei prossimi giorni. Scegli un altro ufficio oppure scrivici.
urp-other-office = Scegli un altro ufficio
urp-slot-taken = Questo orario è appena stato preso da un'altra persona
urp-slot-taken-text = Scegli uno degli orari ancora liberi. Tutto quello che hai scritto negli altri passaggi è rimasto.
urp-topic = Argomento
urp-reason = Motivo dell'appuntamento
urp-reason-hint = Di' in poche parole che cosa ti serve, al massimo { $max } caratteri. Non scrivere dati sulla salute o su altre persone.
urp-name = Nome
urp-surname = Cognome
urp-full-name = Nome e cognome
urp-email = Email
urp-email-hint = La usa l'ufficio se deve contattarti per questo appuntamento.
urp-phone = Telefono
urp-privacy-read = Ho letto e compreso l'informativa sulla privacy
urp-privacy-notice = Informativa sulla privacy
urp-enough-appointments = Con questo indirizzo ci sono già tre appuntamenti da fare: annullane uno con il suo codice, poi riprova.
urp-declaration = Le informazioni che hai fornito hanno valore di dichiarazione. Verifica che siano corrette.
urp-change = Modifica
urp-confirm = Conferma e invia
urp-appointment-made = Il tuo appuntamento è confermato.
urp-appointment-cancelled = L'appuntamento è annullato e i tuoi dati sono stati cancellati.
urp-your-appointment = Il tuo appuntamento
urp-when = Quando
urp-address = Indirizzo
urp-keep-code = Conserva il codice o stampa questa pagina: con il codice puoi rivedere l'appuntamento o annullarlo.
urp-to-calendar = Aggiungi al calendario
urp-cancel = Annulla l'appuntamento
urp-book-again = Prenota un altro appuntamento

urp-category = Categoria di servizio
urp-service = Servizio
urp-details = Dettagli
urp-details-hint = Descrivi il problema, al massimo { $max } caratteri. Non scrivere dati sulla salute o su altre persone.
urp-assistance-sent = Abbiamo ricevuto la tua richiesta. Per risponderti l'ufficio usa l'indirizzo email che hai indicato.
urp-your-request = La tua richiesta
urp-number = Numero della richiesta
urp-sent = Inviata
urp-keep-number = Conserva il numero: serve all'ufficio per ritrovare la tua richiesta.

urp-report-category = Categoria
urp-place = Luogo
urp-place-hint = Via e numero civico, oppure un punto riconoscibile.
urp-subject = Oggetto
urp-description = Descrizione
urp-description-hint = Di' che cosa non funziona e da quando, al massimo { $max } caratteri. Non scrivere dati su altre persone.
urp-report-email-hint = Lasciala se l'ufficio può contattarti per avere altre informazioni.
urp-state = A che punto è
urp-stage = { $state ->
    [received] Ricevuta
    [in-progress] In lavorazione
   *[closed] Chiusa
}
urp-now = adesso
urp-state-changed = Ultimo aggiornamento
urp-keep-code-report = Conserva il codice o l'indirizzo di questa pagina: qui puoi seguire la segnalazione.

urp-rating-stars = Valutazione
urp-rating-star = { $stars ->
    [one] { $stars } stella
   *[other] { $stars } stelle
}
urp-no-stars = Scegli da 1 a 5 stelle.
urp-rating-positive = Quali sono stati gli aspetti che hai preferito?
urp-rating-negative = Dove hai incontrato le maggiori difficoltà?
urp-rating-good = { $answer ->
    [1] Le indicazioni erano chiare
    [2] Le indicazioni erano complete
    [3] Capivo sempre che stavo procedendo correttamente
    [4] Non ho avuto problemi tecnici
   *[5] Altro
}
urp-rating-bad = { $answer ->
    [1] A volte le indicazioni non erano chiare
    [2] A volte le indicazioni non erano complete
    [3] A volte non capivo se stavo procedendo correttamente
    [4] Ho avuto problemi tecnici
   *[5] Altro
}
urp-rating-words = Vuoi aggiungere altri dettagli?
urp-rating-thanks = La tua valutazione è anonima.
urp-back-to-page = Torna alla pagina
urp-overview-lead = Quanto sono chiare le pagine del sito, secondo chi le ha valutate. Mostriamo solo le pagine con almeno { $least } valutazioni.
urp-overview-total = { $count ->
    [one] su 5, in media su { $count } valutazione
   *[other] su 5, in media su { $count } valutazioni
}
urp-overview-pages = Pagine più valutate
urp-overview-page = Pagina
urp-overview-count = Valutazioni
urp-overview-average = Media
urp-overview-none = Nessuno ha ancora valutato una pagina.

form-required = Questo campo è obbligatorio.
form-choice = Scegli una delle voci.
