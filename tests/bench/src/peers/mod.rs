//! The programs that Piazza is measured against.

pub(crate) mod debian;
pub(crate) mod nginx;
pub(crate) mod plain;
mod site;
pub(crate) mod wagtail;
pub(crate) mod wasmtime;
pub(crate) mod wordpress;
