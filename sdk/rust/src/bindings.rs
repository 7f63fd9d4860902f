//! The contract as generated Rust. Plugins use the modules around it; only [`crate::export!`] names this one.

#![allow(
    missing_docs,
    unsafe_code,
    unreachable_pub,
    clippy::all,
    reason = "generated from the contract, which has the documentation; the canonical ABI needs unsafe"
)]

wit_bindgen::generate!({
    path: "../wit",
    world: "plugin",
    pub_export_macro: true,
    default_bindings_module: "piazza_sdk::bindings",
    additional_derives: [Clone, PartialEq],
});
