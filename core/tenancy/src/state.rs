use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use piazza_runtime::Package;
use piazza_telemetry::Finding;
use piazza_theme::{Frame, NO_FRAME, Theme};

use crate::owners::Owners;
use crate::{Mounted, Unpublished};

/// What came of building a tenant: the tenant, or why there is none.
pub(crate) type Outcome = Result<Arc<Tenant>, Vec<Finding>>;

/// Everything that serves at one moment. A request takes it once and keeps it to its end.
#[derive(Default)]
pub struct State {
    pub(crate) tenants: BTreeMap<Arc<str>, Arc<Tenant>>,
    pub(crate) hosts: HashMap<String, Arc<Tenant>>,
    pub(crate) broken: BTreeMap<String, Vec<Finding>>,
    pub(crate) packages: Vec<Finding>,
}

impl State {
    /// The tenant of a host name in lower case, without port and without a dot at the end.
    #[must_use]
    pub fn tenant_of_host(&self, host: &str) -> Option<Arc<Tenant>> {
        self.hosts.get(host).cloned()
    }

    /// Every tenant that serves, by slug.
    pub fn tenants(&self) -> impl Iterator<Item = &Arc<Tenant>> {
        self.tenants.values()
    }

    /// The tenant of a slug.
    #[must_use]
    pub fn tenant(&self, slug: &str) -> Option<&Arc<Tenant>> {
        self.tenants.get(slug)
    }

    /// Why the newest folder of a tenant does not serve; its last good state may.
    #[must_use]
    pub fn broken(&self) -> &BTreeMap<String, Vec<Finding>> {
        &self.broken
    }

    /// What is wrong with files among the packages.
    #[must_use]
    pub fn packages(&self) -> &[Finding] {
        &self.packages
    }

    /// Whether a tenant's plugin may still have to go back to a package, or already has.
    pub(crate) fn may_need(&self, (slug, id): &(String, String), package: &Package) -> bool {
        let plugins = self.tenant(slug).map_or(&[][..], |tenant| tenant.plugins());
        plugins.iter().any(|plugin| {
            plugin.id() == id
                && (plugin.is_on_probation() || plugin.package().digest == package.digest)
        })
    }

    /// This state with other tenants built, removed or refused; pure.
    ///
    /// A host belongs to one tenant. Who claims another's is refused, unless the other one gives it up in the same
    /// round. Of those that come in one round, as all do at a start, the one has it that had it before.
    pub(crate) fn with(
        &self,
        built: Vec<(String, Outcome)>,
        removed: impl IntoIterator<Item = String>,
        owners: &Owners,
    ) -> Self {
        let mut next = Self {
            tenants: self.tenants.clone(),
            broken: self.broken.clone(),
            ..Self::default()
        };
        for slug in removed {
            next.tenants.remove(slug.as_str());
            next.broken.remove(&slug);
        }
        let mut waiting = Vec::new();
        for (slug, result) in built {
            match result {
                Ok(tenant) => waiting.push(tenant),
                Err(findings) => drop(next.broken.insert(slug, findings)),
            }
        }
        waiting.sort_by_key(|tenant| !owners.had_all(tenant));
        // Who waits for a host that another one gives up comes in a later pass; passes end when none helps.
        loop {
            let before = waiting.len();
            waiting.retain(|tenant| !next.take(tenant));
            if waiting.is_empty() || waiting.len() == before {
                break;
            }
        }
        for tenant in waiting {
            let findings = next.conflicts(&tenant);
            next.broken.insert(tenant.slug.to_string(), findings);
        }
        for tenant in next.tenants.values() {
            next.hosts.extend(
                tenant
                    .hosts
                    .iter()
                    .map(|host| (host.clone(), Arc::clone(tenant))),
            );
        }
        next
    }

    fn take(&mut self, tenant: &Arc<Tenant>) -> bool {
        if !self.conflicts(tenant).is_empty() {
            return false;
        }
        self.broken.remove(&*tenant.slug);
        self.tenants
            .insert(Arc::clone(&tenant.slug), Arc::clone(tenant));
        true
    }

    fn conflicts(&self, tenant: &Tenant) -> Vec<Finding> {
        let others = self
            .tenants
            .values()
            .filter(|other| other.slug != tenant.slug);
        let taken =
            others.flat_map(|other| other.hosts.iter().map(move |host| (host, &other.slug)));
        let same = taken.filter(|(host, _)| tenant.hosts.contains(host));
        same.map(|(host, slug)| {
            let message = format!("the host `{host}` already belongs to the tenant `{slug}`");
            let help = format!("take it out of `hosts` here or in {slug}/tenant.toml");
            Finding::error(tenant.file.clone(), tenant.hosts_line, message, help)
        })
        .collect()
    }
}

/// One municipality, validated and ready to serve.
pub struct Tenant {
    /// The name of its folder.
    pub slug: Arc<str>,
    /// For people.
    pub name: String,
    /// Host names.
    pub hosts: Vec<String>,
    /// Language codes; the first is the site's own.
    pub languages: Vec<String>,
    /// Codes and addresses for themes.
    pub identity: BTreeMap<String, String>,
    /// IANA name of its civil time zone.
    pub time_zone: String,
    /// Its look, with the views of its plugins.
    pub theme: Arc<Theme>,
    /// What works, but that somebody should look at.
    pub warnings: Vec<Finding>,
    /// Pages that are not public: incomplete, or it is not their time. By file.
    pub unpublished: Vec<Unpublished>,
    /// When this state was built, for people who ask whether their change is live.
    pub since: jiff::Timestamp,
    /// When other pages are public.
    pub(crate) due: Option<jiff::Timestamp>,
    pub(crate) file: std::path::PathBuf,
    pub(crate) hosts_line: Option<u32>,
    /// The longest mount first; those without a mount only fill slots.
    pub(crate) plugins: Vec<Arc<Mounted>>,
    pub(crate) fillers: BTreeMap<String, Vec<Arc<Mounted>>>,
    pub(crate) frames: BTreeMap<String, Frame>,
}

impl Tenant {
    /// The plugin that answers a path, and the path below its mount.
    #[must_use]
    pub fn route<'a>(&self, path: &'a str) -> Option<(&Arc<Mounted>, &'a str)> {
        self.plugins.iter().find_map(|mounted| {
            let rest = match mounted.mount() {
                "" => return None,
                "/" => path,
                mount => path.strip_prefix(mount)?,
            };
            match rest {
                "" => Some((mounted, "/")),
                _ => rest.starts_with('/').then_some((mounted, rest)),
            }
        })
    }

    /// The plugins that fill a slot, in their order.
    #[must_use]
    pub fn fillers(&self, slot: &str) -> &[Arc<Mounted>] {
        self.fillers.get(slot).map_or(&[], Vec::as_slice)
    }

    /// Its plugins.
    #[must_use]
    pub fn plugins(&self) -> &[Arc<Mounted>] {
        &self.plugins
    }

    /// What is the same around every page in a language: tenant, menu, settings of the theme.
    #[must_use]
    pub fn frame(&self, language: &str) -> &Frame {
        self.frames.get(language).unwrap_or(&NO_FRAME)
    }
}
