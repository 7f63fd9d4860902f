#![doc = include_str!("../README.md")]

mod answer;
#[doc(hidden)]
pub mod bindings;
pub mod clock;
pub mod config;
mod form;
pub mod log;
mod panic;
mod plugin;
mod problem;
pub mod random;
mod request;
mod router;
pub mod search;
pub mod slots;
mod slug;
pub mod sql;

pub use answer::{Answer, Caching, Page, Raw, Response, raw, redirect, see_other};
pub use form::Form;
pub use plugin::{Component, Plugin};
pub use problem::Problem;
pub use request::{Method, Request};
pub use router::{Handler, Route, delete, get, patch, post, put};
pub use serde;
pub use serde_json::{Value as Json, json};
pub use slug::slug;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

/// The guide's examples compile; copies of this crate outside of the repository do not have the guide.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/guide/plugin-author.md")]
struct Guide;
