use crate::Call;

impl Call {
    /// The tenant's settings for this plugin, as JSON.
    #[must_use]
    pub fn settings(&self) -> &str {
        &self.grant.settings
    }
}
