#![doc = include_str!("../README.md")]

mod bindings;
mod cache;
mod engine;
mod error;
mod guest;
mod inspect;
mod link;
mod manifest;
mod pack;
mod package;
mod plugin;
mod runtime;
mod wasi;

pub use bindings::{slots, web};
pub use engine::PoolSize;
pub use error::{CallError, LoadError};
pub use manifest::{
    Build, CONTRACT, ContentType, Manifest, ManifestError, MenuEntry, Route, SlotFill, is_slug,
};
pub use pack::{pack, parse_manifest};
pub use package::{MAX_FILES, MAX_PACKAGE_BYTES, Package, PackageError};
pub use plugin::Plugin;
pub use runtime::{Runtime, RuntimeConfig};
