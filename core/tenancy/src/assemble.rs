use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use piazza_capability::{Grant, Limits, LogBudget, World};
use piazza_runtime::{Package, Plugin};
use piazza_store::{Database, Migration, Scope, Store};
use piazza_telemetry::{Finding, line_of};
use piazza_theme::{Layer, Theme, Themes};
use serde_json::{Value, json};
use tokio::sync::{Semaphore, mpsc};

use crate::build::Draft;
use crate::content::{Content, Show, Source};
use crate::mounted::{self, Demotion, Health};
use crate::probation::Probation;
use crate::schemas::Schemas;
use crate::themes::{self, ThemeFolders};
use crate::{Mounted, Tenant, settings, unpublished};

/// What turns drafts into tenants; the same for all of them.
pub(crate) struct Assembler {
    pub(crate) store: Arc<Store>,
    pub(crate) themes: Themes,
    pub(crate) schemas: Schemas,
    pub(crate) world: Arc<World>,
    pub(crate) ceiling: Limits,
    pub(crate) demote: mpsc::UnboundedSender<Demotion>,
}

impl Assembler {
    /// The tenant of a draft whose plugins are loaded. Blocks: themes are compiled, content is written.
    pub(crate) fn tenant(
        &self,
        draft: &Draft,
        plugins: &BTreeMap<String, Arc<Plugin>>,
        folders: &ThemeFolders,
        show: Show,
        old: Option<&Tenant>,
    ) -> Result<Arc<Tenant>, Vec<Finding>> {
        let slug: Arc<str> = draft.slug.as_str().into();
        let languages: Vec<String> = draft
            .file
            .languages
            .iter()
            .map(|l| l.get_ref().clone())
            .collect();
        let mut findings = Vec::new();
        let theme = self
            .theme(draft, folders, &languages)
            .map_err(|e| findings.extend(e))
            .ok();
        let (mut mounted, mut unpublished, mut due) = (Vec::new(), Vec::new(), None);
        for (id, plugin) in plugins {
            let scope = Scope {
                tenant: Arc::clone(&slug),
                plugin: id.as_str().into(),
            };
            match self.mount(draft, scope, plugin, &languages, show, old) {
                Ok((plugin, content)) => {
                    mounted.push(Arc::new(plugin));
                    unpublished.extend(content.unpublished);
                    due = [due, content.due].into_iter().flatten().min();
                }
                Err(mistakes) => findings.extend(mistakes),
            }
        }
        let Some(theme) = theme.filter(|_| findings.is_empty()) else {
            return Err(findings);
        };
        let unpublished = unpublished::merged(unpublished);
        let incomplete = unpublished
            .iter()
            .filter_map(|page| page.warning(&draft.folder));
        let incomplete: Vec<_> = incomplete.collect();
        mounted.sort_by_key(|plugin| std::cmp::Reverse(plugin.mount.len()));
        let frames = languages
            .iter()
            .map(|l| {
                let frame = frame(draft, &mounted, &theme, l, &languages);
                (l.clone(), theme.frame(l, &frame))
            })
            .collect();
        Ok(Arc::new(Tenant {
            name: draft.file.name.clone(),
            hosts: draft
                .file
                .hosts
                .iter()
                .map(|host| host.get_ref().clone())
                .collect(),
            hosts_line: draft
                .file
                .hosts
                .first()
                .map(|host| line_of(&draft.text, host.span().start)),
            file: draft.folder.join("tenant.toml"),
            identity: draft.file.identity.clone(),
            time_zone: draft.file.time_zone.get_ref().clone(),
            warnings: [theme.warnings(), &draft.warnings, &incomplete].concat(),
            unpublished,
            due,
            since: jiff::Timestamp::now(),
            fillers: fillers(&mounted),
            plugins: mounted,
            slug,
            languages,
            theme,
            frames,
        }))
    }

    fn theme(
        &self,
        draft: &Draft,
        folders: &ThemeFolders,
        languages: &[String],
    ) -> Result<Arc<Theme>, Vec<Finding>> {
        let mut findings = Vec::new();
        let name = &draft.file.theme;
        let chain = folders
            .chain(name.get_ref(), &mut findings)
            .map_err(|missing| {
                let help = format!("the themes directory has {}", folders.known());
                let line = line_of(&draft.text, name.span().start);
                vec![Finding::error(
                    draft.folder.join("tenant.toml"),
                    line,
                    format!("there is no theme `{missing}`"),
                    help,
                )]
            })?;
        if !findings.is_empty() {
            return Err(findings);
        }
        let own = draft.files.iter().filter_map(|(path, bytes)| {
            let path = path.strip_prefix("theme/")?;
            let is_part = themes::PARTS.contains(&path.split('/').next()?);
            is_part.then(|| (path.to_owned(), Arc::clone(bytes)))
        });
        let mut layers: Vec<Layer> = draft
            .packages
            .values()
            .map(|package| themes::of_plugin(package))
            .collect();
        layers.extend(chain.into_iter().map(|layer| Layer::clone(layer)));
        layers.push(Layer {
            name: draft.slug.clone(),
            origin: draft.folder.join("theme"),
            plugin: None,
            files: own.collect(),
        });
        self.themes.compile(&layers, languages)
    }

    fn mount(
        &self,
        draft: &Draft,
        scope: Scope,
        plugin: &Arc<Plugin>,
        languages: &[String],
        show: Show,
        old: Option<&Tenant>,
    ) -> Result<(Mounted, Content), Vec<Finding>> {
        let (package, id) = (plugin.package(), &*Arc::clone(&scope.plugin));
        let path = draft.folder.join("tenant.toml");
        let Some((_, table)) = draft
            .file
            .plugins
            .iter()
            .find(|(name, _)| name.get_ref() == id)
        else {
            return Err(Vec::new());
        };
        let schemas = self.schemas.of(package);
        let settings = settings::validated(&path, &draft.text, id, &table.settings, &schemas)?;
        let zone = TimeZone::get(draft.file.time_zone.get_ref()).unwrap_or(TimeZone::UTC);
        let mount = table.mount.as_ref();
        let mount = mount.map_or_else(String::new, |mount| mount.get_ref().clone());
        let source = Source {
            tenant: &draft.folder,
            files: &draft.files,
            package,
            schemas: &schemas.kinds,
            languages,
            zone: &zone,
            mount: &mount,
        };
        let content = self.content(&source, &scope, show)?;
        let digest = (!content.digest.is_empty()).then_some(&*content.digest);
        let before = old.and_then(|old| old.plugins().iter().find(|plugin| plugin.id() == id));
        let before = before.map(|before| &**before);
        let unchanged = before.and_then(|before| unchanged(before, package, digest));
        let limits = self
            .ceiling
            .narrowed(&package.manifest.limits)
            .narrowed(&table.limits);
        // Open as it is, with its index and all it knows: a change of something else does not make the next page slow.
        let database = unchanged.unwrap_or_else(|| {
            let digest = digest.map(Arc::from);
            self.store
                .database(scope.clone(), migrations(package), digest)
        });
        let grant = Grant {
            scope,
            zone,
            keeps_writes: matches!(show, Show::Public(_)),
            settings: settings.into(),
            limits,
            log: LogBudget::default(),
            database,
            world: Arc::clone(&self.world),
        };
        let health = match draft.returned.contains(id) {
            // There is nothing to go back to from a version that came back.
            true => Arc::default(),
            false => health(package, before),
        };
        let mounted = Mounted {
            plugin: Arc::clone(plugin),
            mount,
            permits: Semaphore::new(grant.limits.concurrency as usize),
            places: Semaphore::new(grant.limits.concurrency as usize),
            grant: Arc::new(grant),
            health,
            demote: self.demote.clone(),
            durations: mounted::durations(id),
        };
        Ok((mounted, content))
    }

    /// What the plugin reads, written if nobody has.
    fn content(
        &self,
        source: &Source<'_>,
        scope: &Scope,
        show: Show,
    ) -> Result<Content, Vec<Finding>> {
        if source.package.manifest.content.is_empty() {
            return Ok(Content::default());
        }
        let is_stored = |digest: &str| {
            self.store.has_content(scope, digest) || self.store.copy_content(scope, digest)
        };
        let mut content = source.content(show, is_stored)?;
        if let Some(pages) = content.pages.take() {
            let written = self.store.write_content(scope, &content.digest, &pages);
            written.map_err(|e| {
                let help = "look at the disk and the permissions of the data directory";
                let message = format!("the content cannot be stored: {e}");
                vec![Finding::error(source.tenant, None, message, help)]
            })?;
        }
        Ok(content)
    }
}

fn migrations(package: &Package) -> Arc<[Migration]> {
    let migration = |(path, bytes): (&str, &Arc<[u8]>)| {
        let name = path.strip_prefix("migrations/")?.to_owned();
        Some(Migration {
            name,
            sql: String::from_utf8_lossy(bytes).into_owned(),
        })
    };
    package.files().filter_map(migration).collect()
}

/// The database of the plugin as it serves now, if neither the plugin's version nor its content is another one.
fn unchanged(before: &Mounted, package: &Package, digest: Option<&str>) -> Option<Arc<Database>> {
    let database = &before.grant.database;
    let same = before.package().digest == package.digest && database.has_content(digest);
    same.then(|| Arc::clone(database))
}

/// The same version keeps its record; a new one is on probation, unless there is nothing to go back to.
fn health(package: &Package, before: Option<&Mounted>) -> Arc<Health> {
    let Some(before) = before else {
        return Arc::default();
    };
    if before.package().digest == package.digest {
        return Arc::clone(&before.health);
    }
    Arc::new(Health {
        probation: Some(Probation::default()),
        ..Health::default()
    })
}

fn fillers(mounted: &[Arc<Mounted>]) -> BTreeMap<String, Vec<Arc<Mounted>>> {
    let mut ordered: BTreeMap<String, Vec<(i32, Arc<Mounted>)>> = BTreeMap::new();
    for plugin in mounted {
        // A plugin that names a slot more than once has one part there: the places on a page are few.
        let slots: BTreeMap<_, _> = plugin
            .package()
            .manifest
            .slots
            .iter()
            .rev()
            .map(|fill| (&fill.name, fill))
            .collect();
        for fill in slots.into_values() {
            ordered
                .entry(fill.name.clone())
                .or_default()
                .push((fill.order, Arc::clone(plugin)));
        }
    }
    let sorted = |mut plugins: Vec<(i32, Arc<Mounted>)>| {
        plugins.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.id().cmp(y.id())));
        plugins.into_iter().map(|(_, plugin)| plugin).collect()
    };
    ordered
        .into_iter()
        .map(|(slot, plugins)| (slot, sorted(plugins)))
        .collect()
}

/// What is the same around every page of a language.
fn frame(
    draft: &Draft,
    mounted: &[Arc<Mounted>],
    theme: &Theme,
    language: &str,
    languages: &[String],
) -> Value {
    let home = if languages.first().is_some_and(|first| first == language) {
        String::new()
    } else {
        format!("/{language}")
    };
    let mut menu = Vec::new();
    for plugin in mounted.iter().filter(|plugin| !plugin.mount().is_empty()) {
        for entry in &plugin.package().manifest.menu {
            let label = theme
                .translate(language, &entry.label)
                .unwrap_or_else(|| entry.label.clone());
            let url = format!(
                "{home}{}{}",
                plugin.mount().trim_end_matches('/'),
                entry.path
            );
            menu.push((
                entry.order,
                json!({ "label": label, "url": url, "element": entry.element }),
            ));
        }
    }
    menu.sort_by_key(|(order, _)| *order);
    let menu: Vec<Value> = menu.into_iter().map(|(_, entry)| entry).collect();
    let settings = theme.settings_below(&home);
    let home = if home.is_empty() {
        "/".to_owned()
    } else {
        home
    };
    json!({
        "language": language,
        "tenant": { "name": draft.file.name, "slug": draft.slug, "home": home, "identity": draft.file.identity },
        "menu": menu,
        "settings": settings,
    })
}
