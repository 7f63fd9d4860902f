use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::Validator;
use piazza_runtime::Package;
use serde_json::Value;

/// The schemas of packages, ready to be used, for as long as a round lasts: making them takes longer than reading a
/// hundred pages with them, and they take more memory than a tenant.
#[derive(Default)]
pub(crate) struct Schemas(Mutex<HashMap<Arc<str>, Arc<OfPackage>>>);

/// The schemas of one package.
pub(crate) struct OfPackage {
    /// Of the plugin's settings, if it has any, or what is wrong with it.
    pub(crate) settings: Option<Result<Schema, String>>,
    pub(crate) kinds: Kinds,
}

/// A schema for each kind of content, or what is wrong with it.
pub(crate) type Kinds = BTreeMap<String, Result<Schema, String>>;

pub(crate) struct Schema {
    pub(crate) validator: Validator,
    /// What it was made of: it describes the fields.
    pub(crate) source: Value,
    /// The names of the fields as one text.
    pub(crate) fields: String,
}

impl Schemas {
    /// Of a package. Whoever asks for it while it is made waits.
    pub(crate) fn of(&self, package: &Package) -> Arc<OfPackage> {
        // A panic leaves the map as it was.
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || {
            let manifest = &package.manifest;
            let settings = manifest.settings.as_ref();
            let kinds = manifest.content.iter();
            Arc::new(OfPackage {
                settings: settings.map(|file| schema(package, file)),
                kinds: kinds
                    .map(|(kind, content)| (kind.clone(), schema(package, &content.schema)))
                    .collect(),
            })
        };
        let digest = Arc::clone(&package.digest);
        Arc::clone(made.entry(digest).or_insert_with(make))
    }

    /// To be called when a round is over.
    pub(crate) fn forget(&self) {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *made = HashMap::new();
    }
}

fn schema(package: &Package, file: &str) -> Result<Schema, String> {
    let wrong = |why: &dyn Display| format!("{file}: {why}");
    let bytes = package.file(file);
    let bytes = bytes.ok_or_else(|| wrong(&"the package lacks it"))?;
    let source: Value = serde_json::from_slice(bytes).map_err(|e| wrong(&e))?;
    let fields = source.get("properties").and_then(Value::as_object);
    let fields: Vec<&str> = fields
        .into_iter()
        .flatten()
        .map(|(name, _)| &**name)
        .collect();
    let fields = fields.join(", ");
    let validator = jsonschema::validator_for(&source).map_err(|e| wrong(&e))?;
    Ok(Schema {
        validator,
        source,
        fields,
    })
}
