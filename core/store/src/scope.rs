use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::StoreError;

/// Longest slug of a tenant or plugin, as in a DNS label.
const SLUG_BYTES: usize = 63;

/// Whose data it is. Everything that is stored is under one scope, and nothing reaches across two.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    /// Slug of the tenant, `[a-z0-9-]{1,63}`.
    pub tenant: Arc<str>,
    /// Id of the plugin, `[a-z0-9-]{1,63}`.
    pub plugin: Arc<str>,
}

impl Scope {
    /// The scope's own folder. The slugs are checked here, where they become a path.
    pub(crate) fn folder(&self, root: &Path) -> Result<PathBuf, StoreError> {
        if !is_slug(&self.tenant) || !is_slug(&self.plugin) {
            return Err(StoreError::Scope(self.clone()));
        }
        Ok(root.join("tenants").join(&*self.tenant).join(&*self.plugin))
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.tenant, self.plugin)
    }
}

fn is_slug(text: &str) -> bool {
    (1..=SLUG_BYTES).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
