//! The programs that Piazza is measured against.

pub(crate) mod debian;
pub(crate) mod plain;
pub(crate) mod wasmtime;
pub(crate) mod wordpress;
