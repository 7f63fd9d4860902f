//! The tenant's settings for this plugin, valid by the schema that `plugin.toml` names.

use serde::de::DeserializeOwned;

use crate::bindings::piazza::plugin::config as host;
use crate::problem::Problem;

/// The settings as a struct.
///
/// # Errors
/// 500 if they do not fit: the struct and the schema disagree, and the log says where.
pub fn settings<T: DeserializeOwned>() -> Result<T, Problem> {
    serde_json::from_str(&host::settings()).map_err(|e| Problem::of_mistake("the settings", &e))
}
