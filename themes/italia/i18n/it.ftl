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
italia-report-problem = Segnala un problema in città
italia-report = Segnalazione disservizio

italia-contacts = Contatti
italia-tax-code = Codice fiscale
italia-vat-number = Partita IVA
italia-ipa-code = Codice IPA
italia-switchboard = Centralino
italia-site = Il sito
italia-useful-links = Link utili
italia-transparency = Amministrazione trasparente
italia-notice-board = Albo pretorio
italia-privacy = Informativa privacy
italia-legal-notes = Note legali
italia-accessibility = Dichiarazione di accessibilità
italia-eu-funded = Finanziato dall'Unione Europea - Nextgeneration EU

italia-go-home = Torna alla pagina iniziale
italia-request-id = Codice della richiesta
italia-part-unavailable = Questa parte della pagina non è al momento disponibile. Riprova più tardi.
italia-not-translated = Questa pagina non è ancora tradotta: la leggi nella lingua in cui è stata scritta.

italia-404-title = Pagina non trovata
italia-404-text = La pagina che cerchi non esiste o è stata spostata. Controlla l'indirizzo o prova a cercarla.
italia-403-title = Accesso non consentito
italia-403-text = Non hai il permesso di vedere questa pagina.
italia-500-title = Qualcosa non ha funzionato
italia-500-text = Non è colpa tua: il servizio non risponde come dovrebbe. Riprova tra qualche minuto.

form-required = Questo campo è obbligatorio.
form-number = Scrivi un numero.
form-choice = Scegli una delle voci.
