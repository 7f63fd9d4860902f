use wasmtime::Engine;
use wasmtime::component::{HasSelf, Linker};

use crate::bindings::piazza::plugin as wit;
use crate::guest::Guest;
use crate::{CONTRACT, LoadError, Package, wasi};
use piazza_capability::Capability;

/// A linker with exactly what the package's component imports, all of it asked for by the package's manifest.
///
/// The interface is missing, not refused, when it was not asked for: there is no check to get wrong at run time.
pub(crate) fn linker(engine: &Engine, package: &Package) -> Result<Linker<Guest>, LoadError> {
    let plugin = &package.manifest.id;
    let mut linker = Linker::new(engine);
    for import in package.imports() {
        let unknown = || LoadError::UnknownImport {
            plugin: plugin.clone(),
            import: import.clone(),
        };
        let (interface, version) = import.split_once('@').ok_or_else(unknown)?;
        let needed = needed(interface, version).ok_or_else(unknown)?;
        if let Some(name) = needed.map(Capability::name)
            && !package.manifest.capabilities.contains_key(name)
        {
            return Err(LoadError::NotAsked {
                plugin: plugin.clone(),
                import: import.clone(),
                name,
            });
        }
        let added = match wasi::add(&mut linker, interface) {
            Some(added) => added,
            None => add(&mut linker, needed),
        };
        added.map_err(|e| LoadError::Compile {
            plugin: plugin.clone(),
            reason: format!("{e:#}"),
        })?;
    }
    Ok(linker)
}

/// The capability that an interface stands behind, if any; `None` outside if the host does not have the interface.
fn needed(interface: &str, version: &str) -> Option<Option<Capability>> {
    if interface.starts_with("wasi:") {
        return wasi::capability_of(interface);
    }
    let name = interface
        .strip_prefix("piazza:plugin/")
        .filter(|_| served(version))?;
    if name == "types" {
        Some(None)
    } else {
        Capability::named(name).map(Some)
    }
}

/// Whether this host serves that version of the contract: every older minor version of the same major one.
fn served(version: &str) -> bool {
    semver::Version::parse(version).is_ok_and(|v| v.major == CONTRACT.major && v <= CONTRACT)
}

fn add(linker: &mut Linker<Guest>, capability: Option<Capability>) -> wasmtime::Result<()> {
    let Some(capability) = capability else {
        return wit::types::add_to_linker::<_, HasSelf<_>>(linker, |guest| guest);
    };
    match capability {
        Capability::Log => wit::log::add_to_linker::<_, HasSelf<_>>(linker, |guest| guest),
        Capability::Clock => wit::clock::add_to_linker::<_, HasSelf<_>>(linker, |guest| guest),
        Capability::Random => wit::random::add_to_linker::<_, HasSelf<_>>(linker, |guest| guest),
        Capability::Config => wit::config::add_to_linker::<_, HasSelf<_>>(linker, |guest| guest),
        Capability::Sql => wit::sql::add_to_linker::<_, HasSelf<_>>(linker, |guest| guest),
        Capability::Search => wit::search::add_to_linker::<_, HasSelf<_>>(linker, |guest| guest),
    }
}
