//! What the parts of the site are about, in German and Slovene, by the Italian.

use super::Words;

pub(super) const SENTENCES: Words<31> = [
    (
        "Aree verdi e parchi, inquinamento, igiene urbana e rifiuti.",
        [
            "Grünanlagen und Parks, Verschmutzung, Stadtreinigung und Abfall.",
            "Zelene površine in parki, onesnaženje, čistoča in odpadki.",
        ],
    ),
    (
        "Autorizzazioni e politiche alimentari per agricoltura e pesca.",
        [
            "Genehmigungen und Ernährungspolitik für Landwirtschaft und Fischerei.",
            "Dovoljenja in prehranska politika za kmetijstvo in ribištvo.",
        ],
    ),
    (
        "Avvio di un'attività, commercio, autorizzazioni, mercati, incentivi e supporto alle imprese.",
        [
            "Gründung, Handel, Genehmigungen, Märkte, Förderung und Hilfe für Unternehmen.",
            "Začetek dejavnosti, trgovina, dovoljenja, tržnice, spodbude in podpora podjetjem.",
        ],
    ),
    (
        "Chi decide l'indirizzo dell'amministrazione e ne controlla il lavoro.",
        [
            "Wer die Richtung der Verwaltung bestimmt und ihre Arbeit prüft.",
            "Kdo določa smer uprave in nadzira njeno delo.",
        ],
    ),
    (
        "Chi governa, chi ci lavora, gli uffici, gli enti e i documenti dell'amministrazione.",
        [
            "Wer regiert, wer hier arbeitet, die Ämter, die Einrichtungen und die Dokumente der Verwaltung.",
            "Kdo vodi, kdo tu dela, uradi, ustanove in dokumenti uprave.",
        ],
    ),
    (
        "Documenti d'identità, cambio di residenza, servizi elettorali, cimiteriali e certificati per nascita, matrimoni e unioni civili.",
        [
            "Ausweise, Wohnsitzwechsel, Wahlen, Friedhöfe und Urkunden über Geburt, Ehe und eingetragene Partnerschaft.",
            "Osebni dokumenti, sprememba prebivališča, volitve, pokopališča ter potrdila o rojstvu, zakonski in partnerski zvezi.",
        ],
    ),
    (
        "Enti, fondazioni, aziende, biblioteche, musei e scuole.",
        [
            "Einrichtungen, Stiftungen, Betriebe, Bibliotheken, Museen und Schulen.",
            "Ustanove, fundacije, podjetja, knjižnice, muzeji in šole.",
        ],
    ),
    (
        "Gare d'appalto e avvisi per lavori, servizi e forniture.",
        [
            "Ausschreibungen und Bekanntmachungen für Bauten, Dienste und Lieferungen.",
            "Razpisi in obvestila za gradnje, storitve in dobave.",
        ],
    ),
    (
        "Gli uffici, le loro competenze, gli orari e i contatti.",
        [
            "Die Ämter, ihre Aufgaben, Öffnungszeiten und Kontakte.",
            "Uradi, njihove naloge, uradne ure in stiki.",
        ],
    ),
    (
        "I comunicati per la stampa.",
        [
            "Was die Verwaltung der Presse mitteilt.",
            "Kar uprava sporoča medijem.",
        ],
    ),
    (
        "I luoghi da conoscere e gli eventi a cui partecipare.",
        [
            "Orte zum Kennenlernen und Veranstaltungen zum Mitmachen.",
            "Kraji, ki jih je vredno spoznati, in dogodki, ki se jih lahko udeležite.",
        ],
    ),
    (
        "Iscrizioni, agevolazioni e servizi per nidi, scuole e università.",
        [
            "Anmeldungen, Ermäßigungen und Dienste für Krippen, Schulen und Universitäten.",
            "Vpisi, olajšave in storitve za jasli, šole in univerze.",
        ],
    ),
    (
        "Lavoro, concorsi e selezioni, abilitazioni professionali e sicurezza sul lavoro.",
        [
            "Arbeit, Auswahlverfahren, Berufszulassungen und Arbeitsschutz.",
            "Delo, natečaji in izbori, poklicna dovoljenja in varnost pri delu.",
        ],
    ),
    (
        "Le grandi strutture in cui si divide l'amministrazione.",
        [
            "Die großen Einheiten, aus denen die Verwaltung besteht.",
            "Velike enote, ki sestavljajo upravo.",
        ],
    ),
    (
        "Le notizie, i comunicati e gli avvisi dell'amministrazione.",
        [
            "Nachrichten, Pressemitteilungen und Bekanntmachungen der Verwaltung.",
            "Novice, sporočila za javnost in obvestila uprave.",
        ],
    ),
    (
        "Le persone che dirigono le strutture dell'amministrazione.",
        [
            "Die Menschen, die die Einheiten der Verwaltung leiten.",
            "Osebe, ki vodijo enote uprave.",
        ],
    ),
    (
        "Le persone elette e quelle nominate dagli organi di governo.",
        [
            "Die Gewählten und die von den Organen Ernannten.",
            "Izvoljene osebe in tiste, ki so jih imenovali organi.",
        ],
    ),
    (
        "Luoghi della cultura e dell'arte, impianti sportivi e contributi per la cultura, lo spettacolo e lo sport.",
        [
            "Orte der Kultur und Kunst, Sportanlagen und Zuschüsse für Kultur, Bühne und Sport.",
            "Kraji kulture in umetnosti, športni objekti in podpore za kulturo, prireditve in šport.",
        ],
    ),
    (
        "Moduli, regolamenti, atti, programmi e dati aperti.",
        [
            "Formulare, Verordnungen, Akte, Programme und offene Daten.",
            "Obrazci, predpisi, akti, programi in odprti podatki.",
        ],
    ),
    (
        "Monumenti, musei, parchi, biblioteche, impianti sportivi.",
        [
            "Denkmäler, Museen, Parks, Bibliotheken, Sportanlagen.",
            "Spomeniki, muzeji, parki, knjižnice, športni objekti.",
        ],
    ),
    (
        "Mostre, concerti, incontri, feste e visite guidate.",
        [
            "Ausstellungen, Konzerte, Treffen, Feste und Führungen.",
            "Razstave, koncerti, srečanja, prazniki in vodeni ogledi.",
        ],
    ),
    (
        "Parcheggi, viabilità, automobili e trasporto pubblico.",
        [
            "Parken, Straßen, Autos und öffentlicher Verkehr.",
            "Parkiranje, ceste, avtomobili in javni prevoz.",
        ],
    ),
    (
        "Permessi, licenze, concessioni di suolo pubblico, passi carrabili e prestito di beni.",
        [
            "Erlaubnisse, Lizenzen, Nutzung öffentlichen Grunds, Einfahrten und Leihe von Gütern.",
            "Dovoljenja, licence, raba javnih površin, uvozi in izposoja dobrin.",
        ],
    ),
    (
        "Piani urbanistici, piani paesaggistici e tutti i certificati per immobili, case, terreni ed edifici.",
        [
            "Bebauungs- und Landschaftspläne und alle Bescheinigungen für Häuser, Grundstücke und Gebäude.",
            "Urbanistični in krajinski načrti ter vsa potrdila za nepremičnine, hiše, zemljišča in stavbe.",
        ],
    ),
    (
        "Polizia municipale, tribunale e Protezione civile.",
        [
            "Ortspolizei, Gericht und Zivilschutz.",
            "Občinska policija, sodišče in civilna zaščita.",
        ],
    ),
    (
        "Quello che succede, raccontato dall'amministrazione.",
        [
            "Was geschieht, erzählt von der Verwaltung.",
            "Kaj se dogaja, pripoveduje uprava.",
        ],
    ),
    (
        "Scadenze, chiusure, allerte e altre informazioni utili.",
        [
            "Fristen, Schließungen, Warnungen und andere nützliche Hinweise.",
            "Roki, zaprtja, opozorila in druge koristne informacije.",
        ],
    ),
    (
        "Servizi sanitari e di sostegno per minori, famiglie, anziani e persone con disabilità.",
        [
            "Gesundheitsdienste und Hilfe für Kinder, Familien, Ältere und Menschen mit Behinderung.",
            "Zdravstvene storitve in podpora za otroke, družine, starejše in osebe z invalidnostjo.",
        ],
    ),
    (
        "Sostegno e sviluppo del turismo, strutture ricettive e informazioni turistiche.",
        [
            "Förderung des Tourismus, Unterkünfte und Auskünfte für Gäste.",
            "Podpora in razvoj turizma, nastanitve in turistične informacije.",
        ],
    ),
    (
        "Tasse e tributi su immobili, rifiuti, affissioni e pubblicità, e multe.",
        [
            "Steuern und Gebühren auf Immobilien, Abfall, Plakate und Werbung, und Bußgelder.",
            "Davki in dajatve na nepremičnine, odpadke, plakate in oglase ter globe.",
        ],
    ),
    (
        "Tutti i servizi per i cittadini e le imprese, dalla richiesta alla risposta.",
        [
            "Alle Dienste für Bürger und Unternehmen, vom Antrag bis zur Antwort.",
            "Vse storitve za občane in podjetja, od vloge do odgovora.",
        ],
    ),
];
