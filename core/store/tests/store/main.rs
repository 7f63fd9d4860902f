//! The store through its public surface.

mod content;
mod fixture;
mod hostile;
mod idle;
mod limits;
mod migrations;
mod search;
mod transactions;
mod values;
