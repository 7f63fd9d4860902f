//! What each [`Mode`] may do: SQLite asks for every object that a statement touches while it is prepared.
//! Whatever is not named here is refused, also what a later SQLite may add.

use libsqlite3_sys as ffi;

use crate::meter::Mode;

/// Tables of the host in a plugin's database begin with this.
pub(crate) const HOST_PREFIX: &str = "piazza_";

/// Functions for plugins. What is missing is missing on purpose: the clock and randomness are capabilities,
/// nothing here may reach a file, the schema, or another statement's state, and none may work for long: SQLite cannot
/// stop a function (`json_patch` compares each key with all; others are bounded in `guard::functions`).
const FUNCTIONS: [&str; 69] = [
    "->",
    "->>",
    "abs",
    "avg",
    "char",
    "coalesce",
    "concat",
    "concat_ws",
    "count",
    "cume_dist",
    "dense_rank",
    "first_value",
    "format",
    "glob",
    "group_concat",
    "hex",
    "if",
    "ifnull",
    "iif",
    "instr",
    "json",
    "json_array",
    "json_array_length",
    "json_extract",
    "json_group_array",
    "json_group_object",
    "json_insert",
    "json_object",
    "json_quote",
    "json_remove",
    "json_replace",
    "json_set",
    "json_type",
    "json_valid",
    "lag",
    "last_value",
    "lead",
    "length",
    "like",
    "likelihood",
    "likely",
    "lower",
    "ltrim",
    "max",
    "min",
    "nth_value",
    "ntile",
    "nullif",
    "octet_length",
    "percent_rank",
    "printf",
    "quote",
    "rank",
    "replace",
    "round",
    "row_number",
    "rtrim",
    "sign",
    "string_agg",
    "substr",
    "substring",
    "sum",
    "total",
    "trim",
    "typeof",
    "unhex",
    "unicode",
    "unlikely",
    "upper",
];

/// Functions that SQLite itself calls to carry out `ALTER TABLE`. It refuses them in statements of others.
const ALTER_FUNCTIONS: [&str; 3] = ["sqlite_rename_", "sqlite_drop_", "sqlite_add_"];

/// One question of SQLite. The two details depend on the action: <https://www.sqlite.org/c3ref/c_alter_table.html>.
pub(crate) struct Access<'a> {
    pub(crate) action: i32,
    pub(crate) first: &'a str,
    pub(crate) second: &'a str,
    /// `main`, `temp`, `content`, or empty.
    pub(crate) schema: &'a str,
    /// The trigger or view that wants it, or empty.
    pub(crate) inner: &'a str,
}

pub(crate) fn permits(mode: Mode, access: &Access<'_>) -> bool {
    match mode {
        // A statement of the host never works through a trigger or view of the plugin.
        Mode::Host => access.inner.is_empty(),
        Mode::Guest => guest(access),
        Mode::Migration => guest(access) || migration(access),
    }
}

fn guest(access: &Access<'_>) -> bool {
    match access.action {
        ffi::SQLITE_SELECT | ffi::SQLITE_RECURSIVE => true,
        ffi::SQLITE_READ => {
            is_guest_table(access.first) && matches!(access.schema, "main" | "content" | "")
        }
        ffi::SQLITE_INSERT | ffi::SQLITE_UPDATE | ffi::SQLITE_DELETE => {
            is_guest_table(access.first) && access.schema == "main"
        }
        ffi::SQLITE_FUNCTION => FUNCTIONS.contains(&access.second),
        _ => false,
    }
}

fn migration(access: &Access<'_>) -> bool {
    match access.action {
        ffi::SQLITE_CREATE_TABLE
        | ffi::SQLITE_CREATE_INDEX
        | ffi::SQLITE_CREATE_VIEW
        | ffi::SQLITE_CREATE_TRIGGER
        | ffi::SQLITE_DROP_TABLE
        | ffi::SQLITE_DROP_INDEX
        | ffi::SQLITE_DROP_VIEW
        | ffi::SQLITE_DROP_TRIGGER
        | ffi::SQLITE_REINDEX => {
            !is_host_table(access.first) && !is_host_table(access.second) && access.schema == "main"
        }
        // The first detail is the schema. The new name is not told; `migration::run` looks at it afterwards.
        ffi::SQLITE_ALTER_TABLE => access.first == "main" && !is_host_table(access.second),
        // Every change of the schema is also one of these tables. Alone it is refused: the database is defensive.
        ffi::SQLITE_READ | ffi::SQLITE_INSERT | ffi::SQLITE_UPDATE | ffi::SQLITE_DELETE => {
            match access.schema {
                "main" => matches!(access.first, "sqlite_master" | "sqlite_sequence"),
                // Renaming looks through the temporary objects too; there never is one.
                "temp" => access.first == "sqlite_temp_master",
                _ => false,
            }
        }
        ffi::SQLITE_FUNCTION => ALTER_FUNCTIONS
            .iter()
            .any(|prefix| access.second.starts_with(prefix)),
        _ => false,
    }
}

fn is_host_table(name: &str) -> bool {
    has_prefix(name, HOST_PREFIX)
}

fn is_guest_table(name: &str) -> bool {
    !is_host_table(name) && !has_prefix(name, "sqlite_") && !has_prefix(name, "pragma_")
}

/// SQLite compares names without regard to ASCII case.
fn has_prefix(name: &str, prefix: &str) -> bool {
    name.as_bytes()
        .get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

#[cfg(test)]
mod tests {
    use libsqlite3_sys as ffi;

    use super::{Access, permits};
    use crate::meter::Mode;

    const MODES: [Mode; 3] = [Mode::Guest, Mode::Migration, Mode::Host];

    fn permitted(action: i32, first: &str, second: &str, schema: &str, inner: &str) -> Vec<Mode> {
        let access = Access {
            action,
            first,
            second,
            schema,
            inner,
        };
        MODES
            .into_iter()
            .filter(|mode| permits(*mode, &access))
            .collect()
    }

    #[test]
    fn permits_what_a_mode_is_for() {
        let all = MODES.to_vec();
        let schema = vec![Mode::Migration, Mode::Host];
        let host = vec![Mode::Host];
        for (action, first, second, database, modes) in [
            (ffi::SQLITE_SELECT, "", "", "", &all),
            (ffi::SQLITE_READ, "t", "a", "main", &all),
            (ffi::SQLITE_READ, "pages", "a", "content", &all),
            (ffi::SQLITE_READ, "t", "a", "temp", &host),
            (ffi::SQLITE_READ, "PIAZZA_migrations", "a", "main", &host),
            (ffi::SQLITE_READ, "pragma_table_info", "a", "main", &host),
            (ffi::SQLITE_READ, "sqlite_master", "a", "main", &schema),
            (ffi::SQLITE_READ, "sqlite_master", "a", "content", &host),
            (
                ffi::SQLITE_UPDATE,
                "sqlite_temp_master",
                "a",
                "temp",
                &schema,
            ),
            (ffi::SQLITE_INSERT, "t", "", "main", &all),
            (ffi::SQLITE_UPDATE, "pages", "a", "content", &host),
            (
                ffi::SQLITE_DELETE,
                "piazza_search_documents",
                "",
                "main",
                &host,
            ),
            (ffi::SQLITE_FUNCTION, "", "lower", "", &all),
            (ffi::SQLITE_FUNCTION, "", "load_extension", "", &host),
            (ffi::SQLITE_FUNCTION, "", "random", "", &host),
            (ffi::SQLITE_FUNCTION, "", "sqlite_rename_table", "", &schema),
            (ffi::SQLITE_CREATE_TABLE, "t", "", "main", &schema),
            (ffi::SQLITE_CREATE_TABLE, "Piazza_t", "", "main", &host),
            (ffi::SQLITE_CREATE_TABLE, "t", "", "content", &host),
            (ffi::SQLITE_CREATE_TEMP_TABLE, "t", "", "temp", &host),
            (
                ffi::SQLITE_CREATE_TRIGGER,
                "t",
                "piazza_search_documents",
                "main",
                &host,
            ),
            (ffi::SQLITE_CREATE_VTABLE, "t", "fts5", "main", &host),
            (ffi::SQLITE_ALTER_TABLE, "main", "t", "", &schema),
            (
                ffi::SQLITE_ALTER_TABLE,
                "main",
                "piazza_migrations",
                "",
                &host,
            ),
            (ffi::SQLITE_TRANSACTION, "COMMIT", "", "", &host),
            (ffi::SQLITE_SAVEPOINT, "BEGIN", "s", "", &host),
            (ffi::SQLITE_ATTACH, "x", "", "", &host),
            (ffi::SQLITE_DETACH, "content", "", "", &host),
            (ffi::SQLITE_PRAGMA, "user_version", "", "", &host),
            (ffi::SQLITE_ANALYZE, "t", "", "main", &host),
            (9_999, "", "", "", &host),
        ] {
            assert_eq!(
                &permitted(action, first, second, database, ""),
                modes,
                "{action} {first} {second}"
            );
        }
    }

    #[test]
    fn the_host_never_works_through_a_trigger() {
        assert_eq!(
            permitted(ffi::SQLITE_INSERT, "t", "", "main", "trap"),
            [Mode::Guest, Mode::Migration]
        );
    }
}
