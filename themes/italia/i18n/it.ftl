italia-skip-to-content = Vai al contenuto
italia-skip-to-footer = Vai al piè di pagina
italia-languages = Lingua
italia-login = Accedi all'area personale
italia-search = Cerca
italia-follow-us = Seguici su
italia-menu = Menu principale
italia-menu-open = Apri il menu
italia-menu-close = Chiudi
italia-breadcrumb = Percorso di navigazione
italia-home = Home
italia-pages = Pagine dei risultati
italia-page = Pagina
italia-previous-page = Pagina precedente
italia-next-page = Pagina successiva

italia-contact-us = Contatta l'ente
italia-faq = Leggi le domande frequenti
italia-assistance = Richiedi assistenza
italia-call = Chiama il numero { $number }
italia-booking = Prenota un appuntamento
italia-write = Scrivi una PEC
italia-report-problem = Segnala un disservizio

italia-contacts = Contatti
italia-tax-code = Codice fiscale
italia-vat-number = Partita IVA
italia-ipa-code = Codice IPA
italia-switchboard = Centralino
italia-site = Il sito
italia-transparency = Amministrazione trasparente
italia-notice-board = Albo pretorio
italia-privacy = Informativa privacy
italia-legal-notes = Note legali
italia-accessibility = Dichiarazione di accessibilità
italia-eu-funded = Finanziato dall'Unione Europea - Nextgeneration EU
italia-description = { $title }: informazioni, servizi e contatti sul sito istituzionale di { $name }.
italia-help = Hai bisogno di aiuto?
italia-rules = Trasparenza e note
italia-footer-faq = Leggi le FAQ
italia-footer-booking = Prenotazione appuntamento
italia-footer-report = Segnalazione disservizio
italia-footer-assistance = Richiesta d'assistenza
italia-media-policy = Media policy
italia-site-map = Mappa del sito
italia-improvement = Piano di miglioramento del sito
italia-feed = Novità in RSS
italia-look = Aspetto
italia-look-auto = Automatico
italia-look-light = Chiaro
italia-look-dark = Scuro
italia-look-contrast = Alto contrasto

italia-feedback-page = Quanto sono chiare le informazioni su questa pagina?
italia-feedback-service = Quanto è stato facile usare questo servizio?
italia-feedback-stars = Valuta da 1 a 5 stelle
italia-feedback-star = { $stars ->
    [one] Valuta { $stars } stella su 5
   *[other] Valuta { $stars } stelle su 5
}
italia-feedback-liked = Quali sono stati gli aspetti che hai preferito?
    .clear = Le indicazioni erano chiare
    .complete = Le indicazioni erano complete
    .sure = Capivo sempre che stavo procedendo correttamente
    .technical = Non ho avuto problemi tecnici
italia-feedback-missed = Dove hai incontrato le maggiori difficoltà?
    .clear = A volte le indicazioni non erano chiare
    .complete = A volte le indicazioni non erano complete
    .sure = A volte non capivo se stavo procedendo correttamente
    .technical = Ho avuto problemi tecnici
italia-feedback-other = Altro
italia-feedback-text = Vuoi aggiungere altri dettagli?
italia-feedback-hint = Al massimo 200 caratteri, senza dati personali. La valutazione è anonima.
italia-feedback-send = Invia

italia-go-home = Torna alla pagina iniziale
italia-try-again = Riprova
italia-if-it-stays = Se il problema continua, contatta l'ente e indica questo codice.
italia-request-id = Codice della richiesta
italia-part-unavailable = Questa parte della pagina non è al momento disponibile. Riprova più tardi.
italia-preview = Anteprima
italia-preview-text = vedi anche i contenuti programmati e quelli scaduti, che i cittadini non vedono.
italia-preview-end = Chiudi l'anteprima
italia-not-translated = Questa pagina non è ancora tradotta: la leggi nella lingua in cui è stata scritta.

italia-404-title = Pagina non trovata
italia-404-text = La pagina che cerchi non esiste o è stata spostata. Controlla l'indirizzo, cercala oppure riparti dal menu in alto.
italia-404-search = Che cosa cercavi?
italia-403-title = Accesso non consentito
italia-403-text = Non hai il permesso di vedere questa pagina. Torna alla pagina iniziale oppure contatta l'ente.
italia-500-title = Qualcosa non ha funzionato
italia-500-text = Non è colpa tua: il servizio non risponde come dovrebbe e il problema è già stato registrato. Riprova tra qualche minuto.
italia-503-title = Servizio momentaneamente non disponibile
italia-503-text = Il servizio è sovraccarico oppure stiamo risolvendo un guasto. Aspetta qualche minuto e riprova.

form-required = Questo campo è obbligatorio.
form-number = Scrivi un numero.
form-choice = Scegli una delle voci.
