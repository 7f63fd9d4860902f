use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use piazza_capability::{
    Call, Document, Facet, FacetCount, Hit, Level, LimitReached, Limits, SearchError, SearchQuery,
    SearchResults, SqlError, Value,
};
use wasmtime::{ResourceLimiter, Result};

use crate::bindings::piazza::plugin as wit;
use crate::engine::TICKS_COUNTED;
use crate::limits::PROCESS_MEMORY_BYTES;
use crate::wasi::WasiState;

/// The limit that is the host's own and no fault of the plugin that meets it.
pub(crate) const PROCESS_MEMORY: &str = "process_memory_bytes";

/// The host's side of one call: what a store carries.
pub(crate) struct Guest {
    pub(crate) call: Call,
    pub(crate) ticks_left: u32,
    pub(crate) wasi: WasiState,
    memory: Memory,
    memory_limit: u64,
    tables: u64,
    table_limit: u64,
}

impl Guest {
    pub(crate) fn new(call: Call, memory_in_use: Arc<AtomicU64>) -> Self {
        let Limits {
            cpu_ticks,
            memory,
            table_elements,
            ..
        } = *call.limits();
        Self {
            call,
            ticks_left: cpu_ticks.saturating_mul(TICKS_COUNTED),
            wasi: WasiState::default(),
            memory: Memory {
                bytes: 0,
                in_use: memory_in_use,
            },
            memory_limit: memory,
            tables: 0,
            table_limit: table_elements,
        }
    }
}

/// Linear memory of one instance, counted among that of all.
struct Memory {
    bytes: u64,
    in_use: Arc<AtomicU64>,
}

impl Memory {
    /// Takes more, if the process has it.
    fn take(&mut self, more: u64) -> bool {
        let in_use = self.in_use.fetch_add(more, Ordering::Relaxed);
        let fits = in_use.saturating_add(more) <= PROCESS_MEMORY_BYTES;
        if fits {
            self.bytes += more;
        } else {
            self.in_use.fetch_sub(more, Ordering::Relaxed);
        }
        fits
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        self.in_use.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

impl ResourceLimiter for Guest {
    /// The sum over all memories of the component counts, so several small ones get no further than one large one.
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> Result<bool> {
        let more = desired.saturating_sub(current) as u64;
        if self.memory.bytes.saturating_add(more) > self.memory_limit {
            // An allocator that sees -1 aborts without a reason; the log should have one.
            return Err(LimitReached("memory").into());
        }
        if !self.memory.take(more) {
            return Err(LimitReached(PROCESS_MEMORY).into());
        }
        Ok(true)
    }

    /// The sum over all tables, for the same reason.
    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> Result<bool> {
        let grown = self
            .tables
            .saturating_add((desired.saturating_sub(current)) as u64);
        if grown > self.table_limit {
            return Err(LimitReached("table_elements").into());
        }
        self.tables = grown;
        Ok(true)
    }
}

impl wit::types::Host for Guest {}

impl wit::log::Host for Guest {
    fn write(
        &mut self,
        level: wit::log::Level,
        message: String,
        fields: Vec<wit::log::Field>,
    ) -> Result<()> {
        self.call.count()?;
        let level = match level {
            wit::log::Level::Debug => Level::Debug,
            wit::log::Level::Info => Level::Info,
            wit::log::Level::Warn => Level::Warn,
            wit::log::Level::Error => Level::Error,
        };
        let fields: Vec<_> = fields.into_iter().map(|f| (f.name, f.value)).collect();
        self.call.log(level, &message, &fields);
        Ok(())
    }
}

impl wit::clock::Host for Guest {
    fn now(&mut self) -> Result<i64> {
        self.call.count()?;
        Ok(self.call.now())
    }

    fn civil_of(&mut self, millis: i64) -> Result<wit::clock::Civil> {
        self.call.count()?;
        let civil = self.call.civil_of(millis);
        Ok(wit::clock::Civil {
            year: civil.year,
            month: civil.month,
            day: civil.day,
            hour: civil.hour,
            minute: civil.minute,
            second: civil.second,
            weekday: civil.weekday,
            offset_minutes: civil.offset_minutes,
        })
    }
}

impl wit::random::Host for Guest {
    fn bytes(&mut self, length: u32) -> Result<Vec<u8>> {
        self.call.count()?;
        Ok(self.call.random(length)?)
    }
}

impl wit::config::Host for Guest {
    fn settings(&mut self) -> Result<String> {
        self.call.count()?;
        Ok(self.call.settings().to_owned())
    }
}

impl wit::sql::Host for Guest {
    async fn query(
        &mut self,
        statement: String,
        parameters: Vec<wit::sql::Value>,
    ) -> Result<Result<wit::sql::Rows, wit::sql::Error>> {
        self.call.count()?;
        let parameters = parameters.into_iter().map(value_in).collect();
        let rows = self.call.query(&statement, parameters).await;
        Ok(rows.map_err(sql_error).map(|rows| wit::sql::Rows {
            columns: rows.columns,
            rows: rows
                .rows
                .into_iter()
                .map(|row| row.into_iter().map(value_out).collect())
                .collect(),
        }))
    }

    async fn execute(
        &mut self,
        statement: String,
        parameters: Vec<wit::sql::Value>,
    ) -> Result<Result<u64, wit::sql::Error>> {
        self.call.count()?;
        let parameters = parameters.into_iter().map(value_in).collect();
        Ok(self
            .call
            .execute(&statement, parameters)
            .await
            .map_err(sql_error))
    }
}

fn value_in(value: wit::sql::Value) -> Value {
    match value {
        wit::sql::Value::Null => Value::Null,
        wit::sql::Value::Boolean(b) => Value::Boolean(b),
        wit::sql::Value::Integer(n) => Value::Integer(n),
        wit::sql::Value::Real(n) => Value::Real(n),
        wit::sql::Value::Text(t) => Value::Text(t),
        wit::sql::Value::Bytes(b) => Value::Bytes(b),
        wit::sql::Value::Timestamp(ms) => Value::Timestamp(ms),
    }
}

fn value_out(value: Value) -> wit::sql::Value {
    match value {
        Value::Null => wit::sql::Value::Null,
        Value::Boolean(b) => wit::sql::Value::Boolean(b),
        Value::Integer(n) => wit::sql::Value::Integer(n),
        Value::Real(n) => wit::sql::Value::Real(n),
        Value::Text(t) => wit::sql::Value::Text(t),
        Value::Bytes(b) => wit::sql::Value::Bytes(b),
        Value::Timestamp(ms) => wit::sql::Value::Timestamp(ms),
    }
}

fn sql_error(error: SqlError) -> wit::sql::Error {
    match error {
        SqlError::Invalid(what) => wit::sql::Error::Invalid(what),
        SqlError::Constraint(what) => wit::sql::Error::Constraint(what),
        SqlError::Limit(what) => wit::sql::Error::Limit(what),
        SqlError::Unavailable(what) => wit::sql::Error::Unavailable(what),
    }
}

impl wit::search::Host for Guest {
    async fn put(
        &mut self,
        document: wit::search::Document,
    ) -> Result<Result<(), wit::search::Error>> {
        self.call.count()?;
        let document = Document {
            id: document.id,
            language: document.language,
            title: document.title,
            body: document.body,
            path: document.path,
            facets: facets_in(document.facets),
        };
        Ok(self.call.search_put(document).await.map_err(search_error))
    }

    async fn delete(&mut self, id: String) -> Result<Result<(), wit::search::Error>> {
        self.call.count()?;
        Ok(self.call.search_delete(&id).await.map_err(search_error))
    }

    async fn find(
        &mut self,
        query: wit::search::Query,
    ) -> Result<Result<wit::search::Results, wit::search::Error>> {
        self.call.count()?;
        let query = SearchQuery {
            text: query.text,
            language: query.language,
            facets: facets_in(query.facets),
            offset: query.offset,
            limit: query.limit,
        };
        Ok(self
            .call
            .search_find(query)
            .await
            .map_err(search_error)
            .map(results_out))
    }
}

fn facets_in(facets: Vec<wit::search::Facet>) -> Vec<Facet> {
    facets
        .into_iter()
        .map(|f| Facet {
            name: f.name,
            value: f.value,
        })
        .collect()
}

fn facet_out(facet: Facet) -> wit::search::Facet {
    wit::search::Facet {
        name: facet.name,
        value: facet.value,
    }
}

fn results_out(results: SearchResults) -> wit::search::Results {
    let hit = |hit: Hit| wit::search::Hit {
        id: hit.id,
        title: hit.title,
        path: hit.path,
        excerpt: hit.excerpt,
        facets: hit.facets.into_iter().map(facet_out).collect(),
        score: hit.score,
    };
    let count = |count: FacetCount| wit::search::FacetCount {
        facet: facet_out(count.facet),
        count: count.count,
    };
    wit::search::Results {
        total: results.total,
        hits: results.hits.into_iter().map(hit).collect(),
        counts: results.counts.into_iter().map(count).collect(),
    }
}

fn search_error(error: SearchError) -> wit::search::Error {
    match error {
        SearchError::Limit(what) => wit::search::Error::Limit(what),
        SearchError::Unavailable(what) => wit::search::Error::Unavailable(what),
    }
}
