#![doc = include_str!("../README.md")]

mod assets;
mod chain;
mod data;
mod error;
mod frame;
mod helpers;
mod html_cache;
mod limits;
mod look;
mod program;
mod render;
mod shared;
mod template;
mod theme;
mod themes;
mod translations;

pub use assets::Asset;
pub use chain::Layer;
pub use data::{Data, Table};
pub use error::{RenderError, RenderLimit};
pub use frame::{Frame, NO_FRAME};
pub use limits::*;
pub use render::escaped;
pub use theme::{PageInput, Scene, Theme};
pub use themes::Themes;
