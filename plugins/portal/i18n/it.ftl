portal-menu-services = Servizi
portal-menu-topics = Argomenti

portal-notice = Avviso
portal-read-more = Leggi di più
portal-featured = Servizi in evidenza
portal-by-category = Esplora per categoria
portal-by-topic = Esplora per argomento
portal-all-services = Vedi tutti i { $count } servizi
portal-all-topics = Tutti gli argomenti
portal-topics = Argomenti
portal-topics-lead = I servizi raccolti per argomento: scegli quello che ti interessa.
portal-explore = Esplora i servizi
portal-no-services = Qui non c'è ancora nessun servizio.
portal-services = { $count ->
    [one] { $count } servizio
   *[other] { $count } servizi
}

portal-search-label = Cerca un servizio o un'informazione
portal-search-services = Cerca tra i servizi
portal-search-placeholder = Che cosa ti serve?
portal-search-submit = Cerca
portal-suggestions = Servizi più cercati
portal-results = { $count ->
    [0] Nessun risultato
    [one] { $count } risultato
   *[other] { $count } risultati
}
portal-nothing-found = Non abbiamo trovato niente che corrisponda alla tua ricerca.
portal-nothing-found-for = Non abbiamo trovato niente per «{ $query }».
portal-hint-spelling = Controlla che le parole siano scritte bene.
portal-hint-words = Prova con parole più semplici o più generali.
portal-hint-filters = Cerca le stesse parole senza filtri
portal-hint-browse = Vedi tutti i servizi
portal-filters = Filtri attivi
portal-filter-remove = Togli il filtro
portal-refine = Affina la ricerca

portal-active = Servizio attivo
portal-inactive = Servizio non attivo
portal-inactive-reason = Motivo dello stato
portal-page-index = Indice della pagina
portal-who = A chi è rivolto
portal-area = Copertura geografica
portal-description = Descrizione
portal-how = Come fare
portal-needed = Cosa serve
portal-needed-intro = Per richiedere il servizio tieni a portata di mano:
portal-obtained = Cosa si ottiene
portal-times = Tempi e scadenze
portal-days = { $count ->
    [0] Subito
    [one] { $count } giorno
   *[other] { $count } giorni
}
portal-days-label = tempo massimo di risposta
portal-cost = Quanto costa
portal-access = Accedi al servizio
portal-access-online = Accedi al servizio online
portal-online-text = Puoi richiedere il servizio direttamente online.
portal-booking-text = L'ufficio riceve su appuntamento: prenota prima di andare.
portal-office-text = Per richiedere il servizio rivolgiti all'ufficio.
portal-more = Ulteriori informazioni
portal-constraints = Vincoli
portal-special-cases = Casi particolari
portal-conditions = Condizioni di servizio
portal-contacts = Contatti
portal-address = Indirizzo
portal-hours = Orari
portal-telephone = Telefono
portal-email = Email
portal-related = Servizi correlati
portal-updated = Ultimo aggiornamento
