use std::sync::Arc;

use crate::connection::{Caps, Connection, Outcome};
use crate::meter::Mode;
use crate::opened::{Opened, WriterPlace};
use crate::value::Value;
use crate::{SqlError, StoreError};

/// The write transaction of a call. While it lives nobody else writes to this database; dropped, it never was.
pub(crate) struct Transaction {
    /// Absent only while it ends.
    open: Option<(WriterPlace, Connection)>,
    /// Why the engine rolled it back already. From then on nothing may run: SQLite would commit each statement by
    /// itself (the commit hook refuses that too).
    lost: Option<SqlError>,
    opened: Arc<Opened>,
}

impl Transaction {
    pub(crate) async fn begin(opened: Arc<Opened>) -> Result<Self, SqlError> {
        let (mut place, mut connection) = opened.writer().await?;
        if let Err(error) = opened.shorten_log(&mut connection).await {
            *place = connection.for_next();
            return Err(error);
        }
        connection.begin(opened.limits()).await?;
        Ok(Self {
            open: Some((place, connection)),
            lost: None,
            opened,
        })
    }

    pub(crate) async fn run(
        &mut self,
        mode: Mode,
        statement: sqlx::SqlStr,
        parameters: Vec<Value>,
        caps: Caps,
    ) -> Result<Outcome, SqlError> {
        if let Some(lost) = &self.lost {
            return Err(lost.clone());
        }
        let Some((_, connection)) = &mut self.open else {
            return Err(closed());
        };
        self.opened.check_log()?;
        let outcome = connection.run(mode, statement, parameters, caps).await;
        if connection.lost_transaction() || !connection.is_clean() {
            let lost = outcome.as_ref().err().cloned().unwrap_or_else(closed);
            self.lost = Some(lost.clone());
            return Err(lost);
        }
        outcome
    }

    /// Answers when everything is on the disk.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        if let Some(lost) = self.lost.take() {
            return Err(StoreError::NotCommitted(lost));
        }
        let Some((_, connection)) = &mut self.open else {
            return Err(StoreError::NotCommitted(closed()));
        };
        // If this is cancelled or fails, `Drop` finds the connection unclean, or still in its transaction.
        connection
            .commit(self.opened.limits())
            .await
            .map_err(StoreError::NotCommitted)?;
        if let Some((mut place, connection)) = self.open.take() {
            *place = connection.for_next();
        }
        Ok(())
    }
}

fn closed() -> SqlError {
    SqlError::Unavailable("the transaction of this call has ended".to_owned())
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some((mut place, mut connection)) = self.open.take() else {
            return;
        };
        // A statement may still run, or the state is unknown: closing the connection interrupts and rolls back. The
        // next writer opens another one and waits for SQLite's lock at most as long as the interrupt takes.
        if !connection.is_clean() || self.lost.is_some() {
            return;
        }
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        let opened = Arc::clone(&self.opened);
        runtime.spawn(async move {
            if connection
                .host("ROLLBACK", Vec::new(), opened.limits())
                .await
                .is_ok()
            {
                *place = connection.for_next();
            }
        });
    }
}
