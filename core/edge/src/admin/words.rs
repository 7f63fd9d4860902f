//! What the pages of the operator's port say.

use piazza_tenancy::Standing;

/// All texts in one language.
pub(super) struct Words {
    pub(super) language: &'static str,
    pub(super) all_tenants: &'static str,
    pub(super) tenant: &'static str,
    pub(super) site: &'static str,
    pub(super) not_public: &'static str,
    pub(super) warnings: &'static str,
    pub(super) broken: &'static str,
    pub(super) as_before: &'static str,
    pub(super) unpublished: &'static str,
    pub(super) everything_public: &'static str,
    pub(super) content: &'static str,
    pub(super) kind: &'static str,
    pub(super) page_language: &'static str,
    pub(super) standing: &'static str,
    pub(super) preview: &'static str,
    pub(super) open_preview: &'static str,
    pub(super) no_preview: &'static str,
    pub(super) no_address: &'static str,
    pub(super) about_previews: &'static str,
    incomplete: &'static str,
    scheduled: &'static str,
    expired: &'static str,
}

impl Words {
    pub(super) fn of(prefers_english: bool) -> &'static Self {
        if prefers_english { &ENGLISH } else { &ITALIAN }
    }

    /// What is said before the missing fields, or the moment.
    pub(super) fn standing(&self, standing: &Standing) -> &'static str {
        match standing {
            Standing::Incomplete(_) => self.incomplete,
            Standing::Scheduled(_) => self.scheduled,
            Standing::Expired(_) => self.expired,
        }
    }
}

static ITALIAN: Words = Words {
    language: "it",
    all_tenants: "I comuni di questo server",
    tenant: "Comune",
    site: "Sito",
    not_public: "Contenuti non pubblicati",
    warnings: "Avvisi",
    broken: "Cartelle con errori",
    as_before: "Il sito resta com'era finché questi errori non sono corretti.",
    unpublished: "Contenuti non pubblicati",
    everything_public: "Tutti i contenuti sono pubblicati.",
    content: "Contenuto",
    kind: "Tipo",
    page_language: "Lingua",
    standing: "Perché non è pubblicato",
    preview: "Anteprima",
    open_preview: "Apri l'anteprima",
    no_preview: "Possibile quando ci sono tutti i campi",
    no_address: "Non ha una pagina propria",
    about_previews: "Un collegamento all'anteprima vale 8 ore per chiunque lo riceva. L'anteprima mostra i contenuti \
        programmati e quelli scaduti; quelli incompleti non ci sono.",
    incomplete: "Incompleto, mancano:",
    scheduled: "Programmato, sarà pubblico dal",
    expired: "Scaduto, è stato pubblico fino al",
};

static ENGLISH: Words = Words {
    language: "en",
    all_tenants: "The municipalities on this host",
    tenant: "Municipality",
    site: "Site",
    not_public: "Unpublished contents",
    warnings: "Warnings",
    broken: "Folders with mistakes",
    as_before: "The site stays as it was until these mistakes are mended.",
    unpublished: "Unpublished contents",
    everything_public: "All contents are published.",
    content: "Content",
    kind: "Kind",
    page_language: "Language",
    standing: "Why it is not published",
    preview: "Preview",
    open_preview: "Open the preview",
    no_preview: "Possible when all fields are there",
    no_address: "It has no page of its own",
    about_previews: "A link to a preview holds for 8 hours, for whoever gets it. The preview shows scheduled and expired \
        contents; incomplete ones are not in it.",
    incomplete: "Incomplete, missing:",
    scheduled: "Scheduled, public from",
    expired: "Expired, public until",
};
