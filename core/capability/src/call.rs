use std::sync::Arc;

use jiff::tz::TimeZone;
use piazza_store::{Database, Scope, StoreError};

use crate::{Clock, LimitReached, Limits, LogBudget, Random, SystemClock, SystemRandom};

/// The outside as parameters: production passes the real ones, tests pass their own.
pub struct World {
    /// Where the time comes from.
    pub clock: Box<dyn Clock>,
    /// Where randomness comes from.
    pub random: Box<dyn Random>,
}

impl Default for World {
    fn default() -> Self {
        Self {
            clock: Box::new(SystemClock),
            random: Box::new(SystemRandom),
        }
    }
}

/// What one plugin has in one tenant; shared by all of its calls.
pub struct Grant {
    /// Whose calls these are.
    pub scope: Scope,
    /// The tenant's civil time zone.
    pub zone: TimeZone,
    /// The plugin's settings in this tenant as JSON, valid by the plugin's schema.
    pub settings: Arc<str>,
    /// What a call may use.
    pub limits: Limits,
    /// What its calls may log together.
    pub log: LogBudget,
    /// The plugin's database in this tenant.
    pub database: Arc<Database>,
    /// Whether what its calls write lasts. Nothing does in a preview.
    pub keeps_writes: bool,
    /// The outside.
    pub world: Arc<World>,
}

/// The capabilities of one call: counted, and undone together unless committed.
pub struct Call {
    pub(crate) grant: Arc<Grant>,
    pub(crate) request_id: String,
    pub(crate) transaction: piazza_store::Call,
    pub(crate) log_lines: u32,
    host_calls: u32,
}

impl Call {
    /// Opens nothing yet: a call that only computes costs nothing here.
    #[must_use]
    pub fn begin(grant: Arc<Grant>, request_id: String) -> Self {
        let transaction = grant.database.call();
        Self {
            grant,
            request_id,
            transaction,
            log_lines: 0,
            host_calls: 0,
        }
    }

    /// What this call may use.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.grant.limits
    }

    /// Counts one call from the guest to the host.
    ///
    /// # Errors
    /// At `host_calls`.
    pub fn count(&mut self) -> Result<(), LimitReached> {
        self.host_calls += 1;
        if self.host_calls > self.grant.limits.host_calls {
            return Err(LimitReached("host_calls"));
        }
        Ok(())
    }

    /// Makes everything that the call wrote last, together; or, if the grant keeps no writes, undoes it.
    ///
    /// # Errors
    /// If the store could not; then nothing of the call happened.
    pub async fn commit(self) -> Result<(), StoreError> {
        if !self.grant.keeps_writes {
            return Ok(());
        }
        self.transaction.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use piazza_store::{Migration, Store, StoreLimits, Value};

    #[tokio::test]
    async fn a_grant_that_keeps_no_writes_undoes_them() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), StoreLimits::default()).unwrap();
        let scope = Scope {
            tenant: "napoli".into(),
            plugin: "probe".into(),
        };
        let migration = Migration {
            name: "1.sql".to_owned(),
            sql: "CREATE TABLE visits (at INTEGER) STRICT".to_owned(),
        };
        let grant = |keeps_writes| {
            Arc::new(Grant {
                zone: TimeZone::UTC,
                settings: "{}".into(),
                limits: Limits::default(),
                log: LogBudget::default(),
                database: store.database(scope.clone(), [migration.clone()].into(), None),
                world: Arc::default(),
                scope: scope.clone(),
                keeps_writes,
            })
        };
        for (keeps_writes, rows) in [(false, 0), (true, 1), (false, 1)] {
            let mut call = Call::begin(grant(keeps_writes), String::new());
            let insert = "INSERT INTO visits VALUES (1)";
            call.execute(insert, Vec::new()).await.unwrap();
            call.commit().await.unwrap();
            let mut call = Call::begin(grant(true), String::new());
            let count = call.query("SELECT count(*) FROM visits", Vec::new());
            assert_eq!(count.await.unwrap().rows, [[Value::Integer(rows)]]);
        }
    }
}
