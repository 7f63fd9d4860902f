//! What the helpers do. Their arguments are evaluated, and their limits kept, by [`render`](crate::render).

pub(crate) mod address;
pub(crate) mod compare;
pub(crate) mod format;
pub(crate) mod json;
pub(crate) mod text;

pub(crate) use address::check_address;
pub(crate) use format::{DATE_STYLES, is_date_style};
