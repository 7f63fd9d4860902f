#![doc = include_str!("../README.md")]

mod bindings;
mod cache;
mod compiler;
mod engine;
mod error;
mod guest;
mod inspect;
mod kinds;
mod lane;
mod limits;
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
pub use limits::{PACKAGE_BYTES, PACKAGE_FILES};
pub use manifest::{
    Build, CONTRACT, ContentType, Manifest, ManifestError, MenuEntry, Route, SlotFill, is_slug,
};
pub use pack::{pack, parse_manifest};
pub use package::{Package, PackageError};
pub use piazza_capability::{Claim, all_but_one_processor, done_with};
pub use plugin::Plugin;
pub use runtime::{Runtime, RuntimeConfig};
