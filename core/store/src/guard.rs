//! The few calls that sqlx does not have: the authorizer, the limits and the safe settings of a connection, and in
//! its rooms the functions and the memory of SQLite.

#![expect(
    unsafe_code,
    reason = "SQLite's authorizer, limits, functions and allocator have no safe wrapper in sqlx"
)]

mod functions;
pub(crate) mod memory;

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::Arc;

use libsqlite3_sys as ffi;
use sqlx::sqlite::LockedSqliteHandle;

use crate::authorizer::{Access, permits};
use crate::limits::StoreLimits;
use crate::meter::Meter;
use crate::{SqlError, StoreError};

/// Under this name the connection owns its reference to the meter.
const METER: &CStr = c"piazza_meter";

/// The only virtual tables that a connection knows; the others are dropped from it.
const KEPT_MODULES: [&CStr; 2] = [c"json_each", c"json_tree"];

const ON: [c_int; 1] = [ffi::SQLITE_DBCONFIG_DEFENSIVE];

/// Double-quoted strings are off so that a mistyped column is an error, as in PostgreSQL.
const OFF: [c_int; 6] = [
    ffi::SQLITE_DBCONFIG_TRUSTED_SCHEMA,
    ffi::SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION,
    ffi::SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER,
    ffi::SQLITE_DBCONFIG_WRITABLE_SCHEMA,
    ffi::SQLITE_DBCONFIG_DQS_DML,
    ffi::SQLITE_DBCONFIG_DQS_DDL,
];

/// Bounds of the parser and planner that no honest statement meets.
const LIMITS: [(c_int, c_int); 7] = [
    (ffi::SQLITE_LIMIT_EXPR_DEPTH, 100),
    (ffi::SQLITE_LIMIT_COMPOUND_SELECT, 50),
    // Between two of its questions SQLite works through a straight line of a statement, which this keeps short.
    (ffi::SQLITE_LIMIT_VDBE_OP, 11_000),
    (ffi::SQLITE_LIMIT_FUNCTION_ARG, 64),
    (ffi::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 256),
    (ffi::SQLITE_LIMIT_TRIGGER_DEPTH, 16),
    // The content is the one attached database; a second one finds no place.
    (ffi::SQLITE_LIMIT_ATTACHED, 1),
];

/// Puts the walls up. From here on the connection asks `meter` for everything.
pub(crate) fn install(
    handle: &mut LockedSqliteHandle<'_>,
    meter: &Arc<Meter>,
    limits: &StoreLimits,
) -> Result<(), StoreError> {
    let connection = handle.as_raw_handle().as_ptr();
    let owned = Arc::into_raw(Arc::clone(meter)).cast_mut().cast::<c_void>();
    // SAFETY: `connection` is open and locked for us. SQLite calls `release` exactly once: when it closes, after
    // the last statement was finalised and so after the last call of `authorize`; or here, if it has no memory.
    check(unsafe {
        ffi::sqlite3_set_clientdata(connection, METER.as_ptr(), owned, Some(release))
    })?;
    // SAFETY: `owned` lives as long as the connection (above), and `authorize` has the signature that SQLite calls.
    check(unsafe { ffi::sqlite3_set_authorizer(connection, Some(authorize), owned) })?;
    for (options, value) in [(&ON[..], 1), (&OFF[..], 0)] {
        for option in options {
            // SAFETY: these options take an int and a pointer to an int that may be null.
            check(unsafe {
                ffi::sqlite3_db_config(
                    connection,
                    *option,
                    value as c_int,
                    ptr::null_mut::<c_int>(),
                )
            })?;
        }
    }
    functions::install(connection, owned)?;
    set_limits(connection, limits);
    let mut kept = [
        KEPT_MODULES[0].as_ptr(),
        KEPT_MODULES[1].as_ptr(),
        ptr::null(),
    ];
    // SAFETY: a list of C strings that ends in a null pointer, read during the call only.
    check(unsafe { ffi::sqlite3_drop_modules(connection, kept.as_mut_ptr()) })
}

fn set_limits(connection: *mut ffi::sqlite3, limits: &StoreLimits) {
    let configured = [
        (ffi::SQLITE_LIMIT_LENGTH, limits.value_bytes),
        // SQLite counts all that is left of a migration's text; a plugin's statement is measured by `Call`.
        (ffi::SQLITE_LIMIT_SQL_LENGTH, limits.migration_bytes),
        (ffi::SQLITE_LIMIT_COLUMN, limits.columns),
        (ffi::SQLITE_LIMIT_VARIABLE_NUMBER, limits.parameters),
    ];
    let configured =
        configured.map(|(limit, value)| (limit, c_int::try_from(value).unwrap_or(c_int::MAX)));
    for (limit, value) in configured.into_iter().chain(LIMITS) {
        // SAFETY: sets an integer of the open connection.
        unsafe { ffi::sqlite3_limit(connection, limit, value) };
    }
}

fn check(code: c_int) -> Result<(), StoreError> {
    if code == ffi::SQLITE_OK {
        return Ok(());
    }
    Err(StoreError::Engine(SqlError::Unavailable(format!(
        "a connection could not be secured (code {code})"
    ))))
}

extern "C" fn release(meter: *mut c_void) {
    // SAFETY: the pointer that `install` made from an `Arc<Meter>`, given back once.
    drop(unsafe { Arc::from_raw(meter.cast_const().cast::<Meter>()) });
}

extern "C" fn authorize(
    meter: *mut c_void,
    action: c_int,
    first: *const c_char,
    second: *const c_char,
    schema: *const c_char,
    inner: *const c_char,
) -> c_int {
    // SAFETY: `install` made the pointer from an `Arc<Meter>` that the connection owns.
    let meter = unsafe { &*meter.cast_const().cast::<Meter>() };
    // Here it is the connection's own thread that speaks.
    meter.charge(memory::Number::of_this_thread());
    // SAFETY: SQLite passes C strings that live during this call, or null.
    let texts = unsafe { [text(first), text(second), text(schema), text(inner)] };
    let [Some(first), Some(second), Some(schema), Some(inner)] = texts else {
        return ffi::SQLITE_DENY;
    };
    // Nothing in here can panic, so nothing unwinds into C.
    if permits(
        meter.mode(),
        &Access {
            action,
            first,
            second,
            schema,
            inner,
        },
    ) {
        ffi::SQLITE_OK
    } else {
        ffi::SQLITE_DENY
    }
}

/// Null is empty; what is not UTF-8 is nothing that we know.
///
/// # Safety
/// `pointer` is null or a C string that lives as long as the answer is used.
unsafe fn text<'a>(pointer: *const c_char) -> Option<&'a str> {
    if pointer.is_null() {
        return Some("");
    }
    // SAFETY: as promised above.
    unsafe { CStr::from_ptr(pointer) }.to_str().ok()
}
