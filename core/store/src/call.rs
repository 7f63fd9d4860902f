use std::sync::Arc;

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

use crate::connection::{Caps, Outcome};
use crate::database::Database;
use crate::limits::StoreLimits;
use crate::meter::Mode;
use crate::opened::Opened;
use crate::search::{self, Document, SearchQuery, SearchResults};
use crate::statement::{self, Kind};
use crate::transaction::Transaction;
use crate::value::{Rows, Value};
use crate::{SearchError, SqlError, StoreError};

/// The transaction of one call of a plugin. Dropping it undoes everything; only [`Call::commit`] makes it last.
///
/// Before the first write each query reads what is committed at that moment. The first write takes the one writer
/// of the database, and from then on everything of the call goes through it.
pub struct Call {
    database: Arc<Database>,
    opened: Option<Arc<Opened>>,
    transaction: Option<Transaction>,
    statements: u32,
}

impl Call {
    pub(crate) fn new(database: Arc<Database>) -> Self {
        Self {
            database,
            opened: None,
            transaction: None,
            statements: 0,
        }
    }

    /// Reads. A write with `RETURNING` is possible as well, and is then a write.
    ///
    /// # Errors
    /// See [`SqlError`].
    pub async fn query(
        &mut self,
        statement: &str,
        parameters: Vec<Value>,
    ) -> Result<Rows, SqlError> {
        self.count()?;
        if self.transaction.is_none()
            && let Some(answers) = &self.opened().await?.answers
            && let Some(rows) = answers.find((statement, &*parameters), |(text, given)| {
                **text == *statement && *given == parameters
            })
        {
            return Ok(rows);
        }
        if self.admit(statement, &parameters)? == Kind::Read && self.transaction.is_none() {
            return self.read(statement, parameters).await;
        }
        let caps = Caps::of_guest(self.limits());
        let statement = AssertSqlSafe(statement).into_sql_str();
        let (rows, _) = self.write(Mode::Guest, statement, parameters, caps).await?;
        Ok(rows)
    }

    async fn read(&mut self, statement: &str, parameters: Vec<Value>) -> Result<Rows, SqlError> {
        let caps = Caps::of_guest(self.limits());
        let opened = self.opened().await?;
        let sql = AssertSqlSafe(statement).into_sql_str();
        let answers = opened.answers.as_ref();
        let answers = answers.filter(|it| it.is_asked_again((statement, &*parameters)));
        let Some(answers) = answers else {
            let (rows, _) = opened.read(Mode::Guest, sql, parameters, caps).await?;
            return Ok(rows);
        };
        let (rows, _) = opened
            .read(Mode::Guest, sql, parameters.clone(), caps)
            .await?;
        let values = parameters.iter().chain(rows.rows.iter().flatten());
        let bytes = statement.len() + values.map(Value::bytes).sum::<usize>();
        let asked = (statement.into(), parameters.clone());
        answers.keep((statement, &*parameters), asked, &rows, bytes);
        Ok(rows)
    }

    /// Writes, and opens the write transaction at the first time. Answers how many rows were changed.
    ///
    /// # Errors
    /// See [`SqlError`].
    pub async fn execute(
        &mut self,
        statement: &str,
        parameters: Vec<Value>,
    ) -> Result<u64, SqlError> {
        self.count()?;
        if self.admit(statement, &parameters)? == Kind::Read {
            return Err(SqlError::Invalid(
                "this statement only reads; ask with query".to_owned(),
            ));
        }
        let caps = Caps::of_guest(self.limits());
        let statement = AssertSqlSafe(statement).into_sql_str();
        let (_, changed) = self.write(Mode::Guest, statement, parameters, caps).await?;
        Ok(changed)
    }

    /// Puts a document, or replaces the one of that id. It is found from the next call on.
    ///
    /// # Errors
    /// At a limit, or if the database cannot be reached.
    pub async fn search_put(&mut self, document: Document) -> Result<(), SearchError> {
        self.count()?;
        let limits = self.limits().search.clone();
        let (statement, parameters) = search::documents::put(document, &limits)?;
        if self.write_host(statement, parameters).await? == 0 {
            return Err(SearchError::Limit(format!(
                "documents: more than {} documents",
                limits.documents
            )));
        }
        Ok(())
    }

    /// Takes a document out; one that is not there is not missed.
    ///
    /// # Errors
    /// At a limit, or if the database cannot be reached.
    pub async fn search_delete(&mut self, id: &str) -> Result<(), SearchError> {
        self.count()?;
        let (statement, parameters) = search::documents::delete(id);
        self.write_host(statement, parameters).await?;
        Ok(())
    }

    /// Finds documents and content pages. Sees what earlier calls committed.
    ///
    /// # Errors
    /// At a limit, or if the database cannot be reached; never for what a person typed.
    pub async fn search_find(&mut self, query: SearchQuery) -> Result<SearchResults, SearchError> {
        self.count()?;
        let opened = self.opened().await?;
        search::find(&opened, query).await
    }

    /// Makes everything that the call wrote last, together. Answers when it is on the disk.
    ///
    /// # Errors
    /// If it could not; then nothing of the call happened.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.transaction {
            Some(transaction) => {
                // Also when the commit fails, or nobody waits for its end: it may have happened all the same.
                let _written = self.database.writing();
                transaction.commit().await
            }
            None => Ok(()),
        }
    }

    fn limits(&self) -> &StoreLimits {
        self.database.store().limits()
    }

    fn count(&mut self) -> Result<(), SqlError> {
        self.statements += 1;
        let most = self.limits().statements_per_call;
        if self.statements > most {
            return Err(SqlError::Limit(format!(
                "statements_per_call: more than {most} statements"
            )));
        }
        Ok(())
    }

    fn admit(&self, statement: &str, parameters: &[Value]) -> Result<Kind, SqlError> {
        let limits = self.limits();
        if statement.len() > limits.statement_bytes {
            return Err(SqlError::Limit(format!(
                "statement_bytes: longer than {} bytes",
                limits.statement_bytes
            )));
        }
        if parameters.len() > limits.parameters {
            return Err(SqlError::Limit(format!(
                "parameters: more than {} parameters",
                limits.parameters
            )));
        }
        statement::inspect(statement, parameters.len())
    }

    async fn opened(&mut self) -> Result<Arc<Opened>, SqlError> {
        if let Some(opened) = &self.opened {
            return Ok(Arc::clone(opened));
        }
        let opened = self.database.opened().await?;
        self.opened = Some(Arc::clone(&opened));
        Ok(opened)
    }

    async fn write_host(
        &mut self,
        statement: &'static str,
        parameters: Vec<Value>,
    ) -> Result<u64, SqlError> {
        let caps = Caps::of_guest(self.limits());
        let (_, changed) = self
            .write(Mode::Host, statement.into_sql_str(), parameters, caps)
            .await?;
        Ok(changed)
    }

    async fn write(
        &mut self,
        mode: Mode,
        statement: SqlStr,
        parameters: Vec<Value>,
        caps: Caps,
    ) -> Result<Outcome, SqlError> {
        if self.transaction.is_none() {
            let opened = self.opened().await?;
            self.transaction = Some(Transaction::begin(opened).await?);
        }
        let Some(transaction) = &mut self.transaction else {
            return Err(SqlError::Unavailable("no transaction".to_owned()));
        };
        transaction.run(mode, statement, parameters, caps).await
    }
}
