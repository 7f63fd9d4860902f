use std::sync::Arc;
use std::time::{Duration, Instant};

use tantivy::directory::RamDirectory;
use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term,
};

use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit};
use tracing::Instrument;

use crate::SearchError;
use crate::answers::Answers;
use crate::limits::SearchLimits;
use crate::opened::Opened;
use crate::search::analysis::{Analysis, primary};
use crate::search::documents::{self, Change, Changes, Entry};
use crate::search::{Facet, SearchQuery, SearchResults, SearchState, blocking, unavailable};

/// Between the name and the value of a facet in the index.
const FACET_SEPARATOR: char = '\u{1f}';

/// Decompressed blocks that a reader keeps; hits of one page lie in few.
const CACHED_BLOCKS: usize = 4;

/// The columns of the index.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    key: Field,
    pub(crate) language: Field,
    pub(crate) facets: Field,
    /// Stems, for words in any of their forms.
    pub(crate) title_stems: Field,
    pub(crate) body_stems: Field,
    /// Words as written, for beginnings of words and for typing errors: of the title, and all of them.
    pub(crate) title_words: Field,
    pub(crate) words: Field,
    pub(crate) id: Field,
    pub(crate) title: Field,
    pub(crate) body: Field,
    pub(crate) path: Field,
}

/// For how long an index is not looked at again if nothing was written. Only a commit that its caller gave up may come later
/// than it is counted; what it put is found after this time.
const COMPLETE: Duration = Duration::from_secs(1);

/// What one state of an index has answered.
pub(crate) type Found = Answers<SearchQuery, SearchResults>;

/// Bytes of what it has answered.
const FOUND_BYTES: usize = 64 * 1024;

/// An index in memory and how far it has read.
pub(crate) struct SearchIndex {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    /// What it has answered as it is now.
    found: Arc<Found>,
    /// The last sequence number that is in it.
    seq: i64,
    /// When nothing was missing, and how much had been written by then.
    complete: Option<(Instant, u64)>,
    /// Bytes of text that went into it, replaced ones included.
    bytes: usize,
    /// What it takes of the room that all indexes share; gives it back when it goes.
    room: OwnedSemaphorePermit,
}

/// What an index holds at one moment.
pub(crate) struct View {
    pub(crate) searcher: Searcher,
    pub(crate) fields: Fields,
    pub(crate) found: Arc<Found>,
}

/// Everything that is committed now. One search at a time brings the index up to date; the others wait and find it done.
pub(crate) async fn current(opened: &Arc<Opened>) -> Result<View, SearchError> {
    let mut state = Arc::clone(&opened.search).lock_owned().await;
    let mut next = None;
    if let Some(index) = &mut *state {
        // Before looking: what is written meanwhile is looked for again.
        let (now, writes) = (Instant::now(), opened.writes());
        if index.is_complete(now, writes) {
            return Ok(index.view());
        }
        let changes = documents::changes(opened, index.seq).await?;
        if changes.changes.is_empty() {
            index.complete = Some((now, writes));
            return Ok(index.view());
        }
        next = Some(changes);
    }
    // A task of its own, because it may take longer than this call has: whoever asks next finds it further or done.
    let work = catch_up(Arc::clone(opened), state, next).in_current_span();
    match tokio::spawn(work).await {
        Ok(done) => done,
        Err(error) => Err(unavailable(&error)),
    }
}

async fn catch_up(
    opened: Arc<Opened>,
    mut state: OwnedMutexGuard<SearchState>,
    next: Option<Changes>,
) -> Result<View, SearchError> {
    // Taken out while it changes: after a failure the next search builds a new one.
    let old = match state.take() {
        Some(index) => index.grown(&opened, next).await?,
        None => None,
    };
    let index = match old {
        Some(index) => index,
        None => {
            let new = SearchIndex::build(&opened).await?;
            let grown = new.grown(&opened, None).await?;
            grown.ok_or_else(|| too_large(&opened))?
        }
    };
    Ok(state.insert(index).view())
}

fn too_large(opened: &Opened) -> SearchError {
    SearchError::Limit(format!(
        "index_bytes: more than {} bytes of text",
        opened.limits().search.index_bytes
    ))
}

fn room(opened: &Opened, bytes: usize) -> Result<OwnedSemaphorePermit, SearchError> {
    let no_room = || {
        SearchError::Unavailable(
            "indexes_bytes: all searches of this server together hold too much text".to_owned(),
        )
    };
    opened.store().room_for_index(bytes).ok_or_else(no_room)
}

impl SearchIndex {
    /// The content; nothing is read before there is room for all that will have to be.
    async fn build(opened: &Opened) -> Result<Self, SearchError> {
        let bytes = documents::weigh(opened).await?;
        if bytes > opened.limits().search.index_bytes {
            return Err(too_large(opened));
        }
        let room = room(opened, bytes)?;
        let pages = documents::pages(opened).await?;
        let index = blocking(|| Self::create(room)).await?;
        if pages.is_empty() {
            return Ok(index);
        }
        index
            .with(opened, pages, 0)
            .await?
            .ok_or_else(|| too_large(opened))
    }

    /// With `next` and all that was committed since. None if the index has become too large: built anew it may not be,
    /// because then it does not hold what was replaced.
    async fn grown(
        mut self,
        opened: &Opened,
        mut next: Option<Changes>,
    ) -> Result<Option<Self>, SearchError> {
        loop {
            let changes = match next.take() {
                Some(changes) => changes,
                None => documents::changes(opened, self.seq).await?,
            };
            if !changes.changes.is_empty() {
                let Some(grown) = self.with(opened, changes.changes, changes.seq).await? else {
                    return Ok(None);
                };
                self = grown;
            }
            if changes.is_last {
                return Ok(Some(self));
            }
        }
    }

    fn create(room: OwnedSemaphorePermit) -> tantivy::Result<Self> {
        let (schema, fields) = schema();
        let settings = IndexSettings {
            docstore_compress_dedicated_thread: false,
            ..IndexSettings::default()
        };
        let index = Index::create(RamDirectory::create(), schema, settings)?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(CACHED_BLOCKS)
            .try_into()?;
        Ok(Self {
            index,
            reader,
            fields,
            found: Arc::new(Found::new(FOUND_BYTES)),
            seq: 0,
            complete: None,
            bytes: 0,
            room,
        })
    }

    /// Whether nothing can be missing: nothing was written since that was so.
    fn is_complete(&self, now: Instant, writes: u64) -> bool {
        self.complete.is_some_and(|(at, written)| {
            written == writes && now.saturating_duration_since(at) < COMPLETE
        })
    }

    fn view(&self) -> View {
        View {
            searcher: self.reader.searcher(),
            fields: self.fields,
            found: Arc::clone(&self.found),
        }
    }

    /// Takes the changes in; None if that would be more text than an index may hold.
    async fn with(
        mut self,
        opened: &Opened,
        changes: Vec<Change>,
        seq: i64,
    ) -> Result<Option<Self>, SearchError> {
        let limits = opened.limits().search.clone();
        self.bytes += changes.iter().map(Change::bytes).sum::<usize>();
        if self.bytes > limits.index_bytes {
            return Ok(None);
        }
        let more = self.bytes.saturating_sub(self.room.num_permits());
        self.room.merge(room(opened, more)?);
        self.seq = seq;
        self.complete = None;
        self.found = Arc::new(Found::new(FOUND_BYTES));
        blocking(move || self.write(changes, &limits).map(|()| Some(self))).await
    }

    fn write(&self, changes: Vec<Change>, limits: &SearchLimits) -> tantivy::Result<()> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(limits.writer_bytes)
            .build();
        // The writer, its threads and its memory live in this function only.
        let mut writer: IndexWriter = self.index.writer_with_options(options)?;
        for change in changes {
            match change {
                Change::Delete { key } => {
                    writer.delete_term(Term::from_field_text(self.fields.key, &key))
                }
                Change::Put(entry) => {
                    writer.delete_term(Term::from_field_text(self.fields.key, &entry.key));
                    writer.add_document(self.fields.document(entry))?
                }
            };
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        self.reader.reload()
    }
}

impl Fields {
    fn document(&self, entry: Entry) -> TantivyDocument {
        let mut analysis = Analysis::of(&entry.language);
        let mut document = TantivyDocument::new();
        let mut add = |field, tokens: Vec<Token>| {
            document.add_pre_tokenized_text(
                field,
                PreTokenizedString {
                    text: String::new(),
                    tokens,
                },
            );
        };
        add(self.title_stems, analysis.stems(&entry.title));
        add(self.body_stems, analysis.stems(&entry.body));
        add(self.title_words, analysis.words(&entry.title));
        add(self.words, analysis.words(&entry.title));
        add(self.words, analysis.words(&entry.body));
        for facet in &entry.facets {
            document.add_text(self.facets, encode(facet));
        }
        document.add_text(self.language, primary(&entry.language));
        for (field, text) in [
            (self.key, entry.key),
            (self.id, entry.id),
            (self.title, entry.title),
            (self.body, entry.body),
            (self.path, entry.path),
        ] {
            document.add_text(field, text);
        }
        document
    }
}

/// A facet as a term of the index.
pub(crate) fn encode(facet: &Facet) -> String {
    // A separator in a name is dropped, so that no facet can pass for another.
    format!(
        "{}{FACET_SEPARATOR}{}",
        facet.name.replace(FACET_SEPARATOR, ""),
        facet.value
    )
}

/// A term of the index as a facet.
pub(crate) fn decode(term: &str) -> Facet {
    let (name, value) = term.split_once(FACET_SEPARATOR).unwrap_or((term, ""));
    Facet {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let analysed = |record, norms| {
        let indexing = TextFieldIndexing::default()
            .set_index_option(record)
            .set_fieldnorms(norms);
        TextOptions::default().set_indexing_options(indexing)
    };
    // The analysis depends on each text's language, so texts come as tokens and no tokenizer is named here.
    let stems = analysed(IndexRecordOption::WithFreqs, true);
    let written = analysed(IndexRecordOption::Basic, false);
    let fields = Fields {
        key: schema.add_text_field("key", STRING),
        language: schema.add_text_field("language", STRING),
        facets: schema.add_text_field("facets", (STRING | STORED).set_fast("raw")),
        title_stems: schema.add_text_field("title_stems", stems.clone()),
        body_stems: schema.add_text_field("body_stems", stems),
        title_words: schema.add_text_field("title_words", written.clone()),
        words: schema.add_text_field("words", written),
        id: schema.add_text_field("id", STORED),
        title: schema.add_text_field("title", STORED),
        body: schema.add_text_field("body", STORED),
        path: schema.add_text_field("path", STORED),
    };
    (schema.build(), fields)
}
