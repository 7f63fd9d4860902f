//! What `sdk/wit` says, as Rust. Plain data is handed on to the other crates through [`web`] and [`slots`].

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::all,
    reason = "generated from sdk/wit, which holds the documentation"
)]

wasmtime::component::bindgen!({
    path: "../../sdk/wit",
    world: "plugin",
    imports: {
        "piazza:plugin/sql": async | trappable,
        "piazza:plugin/search": async | trappable,
        default: trappable,
    },
    exports: { default: async },
});

/// Requests and answers, as the contract's `web` has them.
pub mod web {
    pub use super::exports::piazza::plugin::web::{
        Caching, Header, Method, Page, Raw, Redirect, Request, Response, Shared,
    };
    pub use super::piazza::plugin::types::Problem;
}

/// Parts of other plugins' pages, as the contract's `slots` has them.
pub mod slots {
    pub use super::exports::piazza::plugin::slots::{Context, Fragment};
}
