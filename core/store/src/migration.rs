use sha2::{Digest, Sha256};

use crate::authorizer::HOST_PREFIX;
use crate::connection::Connection;
use crate::limits::StoreLimits;
use crate::value::Value;
use crate::{SqlError, StoreError};

/// Version of the host's own tables, in the file's `user_version`.
const HOST_VERSION: i64 = 1;

/// All of the host's tables and indexes. `seq` grows with every put and delete, in the order of commits: the search
/// index catches up by it.
const HOST_TABLES: [(&str, &str); 3] = [
    ("piazza_migrations", "CREATE TABLE piazza_migrations (name TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID"),
    (
        "piazza_search_documents",
        "CREATE TABLE piazza_search_documents (
            id TEXT PRIMARY KEY, seq INTEGER NOT NULL, deleted INTEGER NOT NULL, language TEXT NOT NULL,
            path TEXT NOT NULL, facets TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL)",
    ),
    ("piazza_search_seq", "CREATE UNIQUE INDEX piazza_search_seq ON piazza_search_documents (seq)"),
];

/// A numbered SQL file of a package. It may have several statements and may change the plugin's own tables only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// File name: `0001_init.sql`. Migrations run in the order of their names.
    pub name: String,
    /// The statements.
    pub sql: String,
}

impl Migration {
    fn digest(&self) -> String {
        hex::encode(Sha256::digest(self.sql.as_bytes()))
    }
}

/// Says whether everything has been applied; an error if what was applied is not what the package has.
pub(crate) async fn is_current(
    connection: &mut Connection,
    migrations: &[Migration],
    limits: &StoreLimits,
) -> Result<bool, StoreError> {
    if host_version(connection, limits).await? != HOST_VERSION {
        return Ok(false);
    }
    Ok(pending(connection, migrations, limits).await?.is_empty())
}

/// Applies what is missing, all in one transaction: a version's schema is there or not at all.
pub(crate) async fn run(
    connection: &mut Connection,
    migrations: &[Migration],
    limits: &StoreLimits,
) -> Result<(), StoreError> {
    connection.begin(limits).await.map_err(StoreError::Engine)?;
    if host_version(connection, limits).await? != HOST_VERSION {
        for (_, table) in HOST_TABLES {
            host(connection, table, Vec::new(), limits).await?;
        }
        host(
            connection,
            &format!("PRAGMA user_version = {HOST_VERSION}"),
            Vec::new(),
            limits,
        )
        .await?;
    }
    for migration in pending(connection, migrations, limits).await? {
        apply(connection, migration, limits).await?;
    }
    connection
        .commit(limits)
        .await
        .map_err(StoreError::NotCommitted)
}

async fn apply(
    connection: &mut Connection,
    migration: &Migration,
    limits: &StoreLimits,
) -> Result<(), StoreError> {
    let failed = |reason| StoreError::MigrationFailed {
        name: migration.name.clone(),
        reason,
    };
    if migration.sql.contains('\0') {
        return Err(failed(SqlError::Invalid(
            "a migration has no NUL byte".to_owned(),
        )));
    }
    connection
        .migrate(&migration.sql, limits)
        .await
        .map_err(failed)?;
    // The engine ends a transaction by itself on some failures, such as `ON CONFLICT ROLLBACK`.
    if connection.lost_transaction() {
        return Err(failed(SqlError::Invalid(
            "the migration rolled its transaction back".to_owned(),
        )));
    }
    if let Some(name) = foreign_host_name(connection, limits).await? {
        return Err(failed(SqlError::Invalid(format!(
            "{name}: names beginning with {HOST_PREFIX} are the host's"
        ))));
    }
    let row = vec![
        Value::Text(migration.name.clone()),
        Value::Text(migration.digest()),
    ];
    host(
        connection,
        "INSERT INTO piazza_migrations (name, digest) VALUES (?1, ?2)",
        row,
        limits,
    )
    .await?;
    Ok(())
}

/// The authorizer is not told the new name of `ALTER TABLE … RENAME TO`, so what begins like the host's own is
/// looked for afterwards.
async fn foreign_host_name(
    connection: &mut Connection,
    limits: &StoreLimits,
) -> Result<Option<String>, StoreError> {
    let statement =
        "SELECT name FROM sqlite_schema WHERE lower(substr(name, 1, ?1)) = ?2 AND sql IS NOT NULL";
    let prefix = vec![
        Value::Integer(HOST_PREFIX.len() as i64),
        Value::Text(HOST_PREFIX.to_owned()),
    ];
    let names = texts(host(connection, statement, prefix, limits).await?);
    Ok(names
        .into_iter()
        .map(|[name, _]| name)
        .find(|name| HOST_TABLES.iter().all(|(own, _)| own != name)))
}

async fn pending<'a>(
    connection: &mut Connection,
    migrations: &'a [Migration],
    limits: &StoreLimits,
) -> Result<Vec<&'a Migration>, StoreError> {
    let rows = host(
        connection,
        "SELECT name, digest FROM piazza_migrations ORDER BY name",
        Vec::new(),
        limits,
    )
    .await?;
    let applied = texts(rows);
    let mut missing = Vec::new();
    let mut in_order: Vec<&Migration> = migrations.iter().collect();
    in_order.sort_by(|a, b| a.name.cmp(&b.name));
    for migration in in_order {
        match applied.iter().find(|[name, _]| *name == migration.name) {
            Some([_, digest]) if *digest == migration.digest() => {}
            Some(_) => return Err(StoreError::MigrationChanged(migration.name.clone())),
            None => missing.push(migration),
        }
    }
    // A later one that the package does not know is the trace of a newer version: older and newer run side by side
    // during an upgrade. But a new one in between would run in another order here than elsewhere.
    match (missing.first(), applied.last()) {
        (Some(first), Some([last, _])) if first.name < *last => Err(StoreError::MigrationOrder {
            name: first.name.clone(),
            applied: last.clone(),
        }),
        _ => Ok(missing),
    }
}

async fn host_version(
    connection: &mut Connection,
    limits: &StoreLimits,
) -> Result<i64, StoreError> {
    let rows = host(connection, "PRAGMA user_version", Vec::new(), limits).await?;
    Ok(rows
        .into_iter()
        .flatten()
        .find_map(|value| {
            if let Value::Integer(n) = value {
                Some(n)
            } else {
                None
            }
        })
        .unwrap_or(0))
}

async fn host(
    connection: &mut Connection,
    statement: &str,
    parameters: Vec<Value>,
    limits: &StoreLimits,
) -> Result<Vec<Vec<Value>>, StoreError> {
    let (rows, _) = connection
        .host(statement, parameters, limits)
        .await
        .map_err(StoreError::Engine)?;
    Ok(rows.rows)
}

/// The first two texts of each row; a missing one is empty.
fn texts(rows: Vec<Vec<Value>>) -> Vec<[String; 2]> {
    let text = |value: Option<Value>| {
        if let Some(Value::Text(text)) = value {
            text
        } else {
            String::new()
        }
    };
    rows.into_iter()
        .map(|row| {
            let mut row = row.into_iter();
            [text(row.next()), text(row.next())]
        })
        .collect()
}
