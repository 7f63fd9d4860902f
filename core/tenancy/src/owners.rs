use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use crate::Tenant;

/// Who has which host, kept over restarts: without it the folder whose name comes first would take a neighbour's host at
/// the next start.
#[derive(Debug, Default)]
pub(crate) struct Owners {
    file: Option<PathBuf>,
    /// Slugs by host.
    hosts: BTreeMap<String, String>,
}

impl Owners {
    /// Reads what was kept. A file that is not there or cannot be read is an empty one: at a first start nobody has a
    /// host.
    pub(crate) fn open(file: Option<PathBuf>) -> Self {
        let text = file.as_ref().map(std::fs::read_to_string);
        let hosts = match text {
            Some(Ok(text)) => serde_json::from_str(&text).unwrap_or_else(|error| {
                tracing::warn!(%error, "the record of hosts cannot be read; it is begun anew");
                BTreeMap::new()
            }),
            _ => BTreeMap::new(),
        };
        Self { file, hosts }
    }

    /// Whether the tenant had all of its hosts before.
    pub(crate) fn had_all(&self, tenant: &Tenant) -> bool {
        let mut hosts = tenant.hosts.iter();
        hosts.all(|host| {
            self.hosts
                .get(host)
                .is_some_and(|slug| **slug == *tenant.slug)
        })
    }

    /// Keeps who has which host now. A host that nobody serves stays with the last one who did: its folder may only be
    /// broken for the moment.
    pub(crate) fn keep(&mut self, serving: &HashMap<String, Arc<Tenant>>) {
        let mut changed = false;
        for (host, tenant) in serving {
            let before = self.hosts.insert(host.clone(), tenant.slug.to_string());
            changed |= before.as_deref() != Some(&*tenant.slug);
        }
        let Some(file) = self.file.as_ref().filter(|_| changed) else {
            return;
        };
        let write = || -> std::io::Result<()> {
            let aside = file.with_extension("new");
            std::fs::write(&aside, serde_json::to_string_pretty(&self.hosts)?)?;
            std::fs::rename(aside, file)
        };
        if let Err(error) = write() {
            tracing::warn!(file = %file.display(), %error, "the record of hosts cannot be written");
        }
    }
}
