portal-menu-administration = Amministrazione
portal-menu-news = Novità
portal-menu-services = Servizi
portal-menu-live = Vivere il Comune

portal-notice = Avviso
portal-read-more = Leggi di più
portal-featured = Servizi in evidenza
portal-by-category = Esplora per categoria
portal-by-topic = Esplora per argomento
portal-all-services = Vedi tutti i { $count } servizi
portal-all-topics = Tutti gli argomenti
portal-topics = Argomenti
portal-topics-lead = Servizi, notizie, eventi, luoghi e documenti raccolti per argomento: scegli quello che ti interessa.
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
portal-facet-more = Mostra altri
portal-search-category = Cerca in questa categoria
portal-search-everywhere = Cerca in tutto il sito
portal-hint-categories = Oppure scegli una categoria di servizi
portal-assistance = Chiedi assistenza
portal-also-found = Mostriamo anche i risultati per «{ $query }»
portal-also-all = Vedi tutti i risultati per «{ $query }»
portal-suggested = Suggerimenti
portal-suggested-found = Suggerimenti trovati, da scegliere con le frecce
portal-suggested-none = Nessun suggerimento

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

portal-licence-gist = In breve: puoi riusare i contenuti di questo sito, anche per scopi commerciali, se ne citi la fonte. Il testo completo della licenza:

portal-questions-lead = Le domande che ci fate più spesso, con le nostre risposte.
portal-no-questions = Qui non c'è ancora nessuna domanda.

portal-transparency-lead = I documenti, le informazioni e i dati sull'organizzazione e sull'attività dell'ente, come chiede il decreto legislativo 14 marzo 2013, n. 33.
portal-transparency-voices = Le voci della sezione
portal-transparency-articles = Pubblicazione ai sensi del decreto legislativo 14 marzo 2013, n. 33, art. { $articles }.
portal-transparency-contents = Contenuti
portal-transparency-empty = Al momento non ci sono documenti, informazioni o dati da pubblicare in questa voce ai sensi del decreto legislativo 14 marzo 2013, n. 33.
portal-civic-access = Accesso civico
portal-civic-access-text = Se manca un documento, un'informazione o un dato che l'ente deve pubblicare, chiunque può chiederlo con l'accesso civico, gratuitamente e senza motivazione (art. 5 del decreto legislativo 33/2013).
portal-documents = Documenti

portal-personal-area = Area personale
portal-personal-lead = Qui trovi in un solo posto quello che riguarda te e il tuo ente: messaggi, pratiche, pagamenti e scadenze.
portal-personal-rooms = Che cosa trovi nell'area personale
portal-personal-here = Che cosa trovi qui
portal-personal-login = Come si entra
portal-personal-login-text = Per entrare serve un'identità digitale:
portal-personal-spid = SPID, il Sistema pubblico di identità digitale
portal-personal-cie = CIE, la carta d'identità elettronica, con il suo PIN
portal-personal-cns = CNS, la Carta nazionale dei servizi o la tessera sanitaria attivata
portal-personal-eidas = eIDAS, l'identità digitale di un altro Paese dell'Unione europea
portal-personal-closed = Su questo sito l'accesso non è ancora attivo. Intanto puoi leggere come si chiede ogni servizio:
portal-personal-messaggi = Le comunicazioni che l'ente ti manda e le tue risposte.
portal-personal-attivita = Quello che hai fatto e quello che resta da fare: scadenze, pagamenti, appuntamenti.
portal-personal-i-miei-servizi = I servizi che usi, con un accesso rapido a quelli che chiedi più spesso.
portal-personal-pratiche = Le tue richieste con il loro stato, le bozze da completare e le ricevute.
portal-personal-notifiche = Gli avvisi su novità e scadenze, e dove vuoi riceverli.
portal-personal-impostazioni = I tuoi dati e contatti, e che cosa può ricordare il sito per le prossime richieste.

portal-questions = Domande frequenti
portal-transparency = Amministrazione trasparente
portal-map-others = Altre pagine
portal-map-feed = Novità in RSS

portal-contents = { $count ->
    [one] { $count } contenuto
   *[other] { $count } contenuti
}
portal-no-contents = Qui non c'è ancora nessun contenuto.
portal-explore-area = Esplora la sezione
portal-explore-list = Esplora l'elenco
portal-search-here = Cerca in questa sezione
portal-search-topic = Cerca in questo argomento
portal-load-more = Carica altri eventi
portal-nothing-more = Non ci sono altri eventi
portal-see-all = Vedi tutti
portal-latest-news = Ultime novità
portal-next-events = Prossimi eventi
portal-featured-administration = In evidenza
portal-featured-places = Luoghi da conoscere
portal-all-news = Tutte le novità
portal-all-events = Tutti gli eventi
portal-all-places = Tutti i luoghi
portal-all-administration = Tutta l'amministrazione
portal-administration = Amministrazione
portal-thematic-sites = Siti tematici
portal-topic-lead = Servizi, notizie, eventi, luoghi, uffici e documenti su questo argomento.
portal-services-heading = Servizi
portal-news = Novità
portal-events = Eventi
portal-places = Luoghi
portal-documents-and-data = Documenti e dati
portal-questions = Domande frequenti
portal-related-contents = Contenuti correlati
portal-book = Prenota appuntamento
portal-back-to-service = Torna al servizio

portal-what = Cos'è
portal-place = Luogo
portal-when = Date e orari
portal-from = dal
portal-to = al
portal-add-to-calendar = Aggiungi al calendario
portal-costs = Costi
portal-organiser = Organizzato da
portal-by = A cura di
portal-persons = Persone
portal-related-services = Servizi collegati
portal-entrance = Modalità di accesso
portal-public-hours = Orari per il pubblico
portal-responsible-office = Ufficio responsabile
portal-seat-of = Sede di
portal-seat = Sede principale
portal-competences = Competenze
portal-leader = Responsabile
portal-parent-unit = Fa parte di
portal-units = Strutture collegate
portal-offered = Servizi offerti
portal-role = Incarico
portal-organisation = Organizzazione
portal-leads = Responsabile di
portal-delegations = Deleghe
portal-biography = Biografia
portal-document = Documento
portal-licence = Licenza
portal-laws = Riferimenti normativi
portal-distribution = Distribuzione
portal-theme = Tema
portal-holder = Titolare
portal-frequency = Frequenza di aggiornamento
portal-web-site = Sito
portal-postcode = CAP
portal-district = Quartiere
portal-map = Vedi sulla mappa
portal-other-name = Conosciuto anche come
portal-published = Data
portal-valid-until = Scadenza
portal-number = Numero
portal-date = Data del documento
portal-register-number = Numero di protocollo
portal-in-office-since = In carica dal
portal-in-office-until = In carica fino al
