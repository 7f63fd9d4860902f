//! The plugin's part of somebody else's page.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::bindings::exports::piazza::plugin::slots as wire;

/// The page around the slot.
#[derive(Debug)]
pub struct Context {
    wire: wire::Context,
}

impl Context {
    pub(crate) fn new(wire: wire::Context) -> Self {
        Self { wire }
    }

    /// The language to answer in.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.wire.language
    }

    /// The tenant's path of the page.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.wire.path
    }

    /// What the page says about itself, if it is what the type asks for. Other plugins' pages may say anything.
    #[must_use]
    pub fn data<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(&self.wire.data).ok()
    }
}

/// A view and its data, as a part of a page.
#[derive(Clone, Debug)]
pub struct Fragment {
    view: String,
    data: Result<String, String>,
}

impl Fragment {
    /// A view of the manifest, without data.
    pub fn new(view: impl Into<String>) -> Self {
        Self {
            view: view.into(),
            data: Ok("{}".to_owned()),
        }
    }

    /// What the view shows. Without JSON for it (a map whose keys are not text) the slot stays empty and the log says
    /// why.
    #[must_use]
    pub fn data(mut self, data: &impl Serialize) -> Self {
        self.data = serde_json::to_string(data).map_err(|e| e.to_string());
        self
    }

    pub(crate) fn into_wire(self) -> Option<wire::Fragment> {
        match self.data {
            Ok(data) => Some(wire::Fragment {
                view: self.view,
                data,
            }),
            Err(why) => {
                crate::log::error!(
                    "the data of a fragment cannot become JSON: {why}",
                    view = self.view
                );
                None
            }
        }
    }
}
