//! As much of CSS as the criteria need: which font, which `display` and which custom property an element has.
//!
//! Not seen: nesting (`&`), `@scope`, `@property`, what a script changes, and whether a box with a size is covered.

mod cascade;
mod media;
mod sheet;
mod specificity;
mod value;

pub use cascade::Cascade;
pub use sheet::Styles;
pub use value::first_family;
