//! Every limit of themes and of rendering them.

use std::time::Duration;

/// Most bytes of one template, translation file or `theme.toml`.
pub const SOURCE_BYTES: usize = 256 * 1024;
/// Most templates, translation files and `theme.toml`s of one chain of layers.
pub const SOURCE_FILES: usize = 500;
/// Most bytes of all of them together.
pub const SOURCES_BYTES: usize = 8 * 1024 * 1024;
/// Most bytes of one asset.
pub const ASSET_BYTES: usize = 4 * 1024 * 1024;
/// Most assets of one chain of layers.
pub const ASSET_FILES: usize = 2_000;
/// Most bytes of all of them together.
pub const ASSETS_BYTES: usize = 64 * 1024 * 1024;

/// Most blocks inside each other in one template. The parser and the renderer recurse on it.
pub const BLOCK_DEPTH: usize = 64;
/// Most `{{…}}` tags of one template. The parser counts lines anew for each, so its time grows with tags × bytes.
pub const TAGS: usize = 2_000;
/// Most bytes of one tag.
pub const TAG_BYTES: usize = 1_024;
/// Most parentheses inside each other in one tag.
pub const PARENTHESIS_DEPTH: usize = 8;
/// Most blocks and partials inside each other after partials are put in their places. Rendering recurses on it.
pub const EXPANDED_DEPTH: usize = 128;
/// Most template elements of a view after partials are put in their places, loops counted once.
pub const EXPANDED_ELEMENTS: u64 = 50_000;
/// Most slots of one view, its partials' and the layout's included.
pub const VIEW_SLOTS: usize = 64;
/// Most brackets inside each other in a translation. The Fluent parser recurses on it.
pub const TRANSLATION_DEPTH: usize = 8;
/// Most bytes of one translation.
pub const TRANSLATION_BYTES: usize = 16 * 1024;

/// Most bytes that `{{html field}}` sanitises.
pub const HTML_BYTES: usize = 128 * 1024;
/// Most tags times formatting tags of a field. The HTML parser opens every unclosed `<b>` again in every new paragraph,
/// so a small text could become gigabytes of nodes.
pub const HTML_REOPENED_TAGS: usize = 400_000;
/// Bytes of sanitised HTML that one theme keeps.
pub const HTML_CACHE_BYTES: usize = 256 * 1024;

/// Bytes of a layout in one language that are kept because they are the same on every page.
pub const STANDING_BYTES: usize = 64 * 1024;

/// What one page or fragment may cost. A render that reaches a limit ends with
/// [`RenderError::Limit`](crate::RenderError::Limit).
#[derive(Clone, Copy, Debug)]
pub struct RenderLimits {
    /// Most bytes of HTML.
    pub output_bytes: usize,
    /// Most runs of the bodies of `{{#each}}`.
    pub iterations: u32,
    /// Most wall time. It is looked at between loops and writes, so a single helper may overrun it.
    pub wall: Duration,
}

impl Default for RenderLimits {
    fn default() -> Self {
        Self {
            output_bytes: 2 * 1024 * 1024,
            iterations: 50_000,
            wall: Duration::from_millis(500),
        }
    }
}
