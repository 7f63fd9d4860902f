use std::io::Write;
use std::path::{Path, PathBuf};

use wasmtime::Engine;
use wasmtime::component::Component;

use crate::LoadError;

/// Compiled components on disk, named by what they were compiled from and by which engine.
///
/// A file is never changed after it has its name, for it is mapped while it is in use.
pub(crate) struct Cache {
    dir: PathBuf,
    /// Changes with the version and the settings of the engine.
    engine: String,
}

impl Cache {
    pub(crate) fn open(dir: &Path, engine: &Engine) -> Result<Self, LoadError> {
        let open = || -> std::io::Result<()> {
            std::fs::create_dir_all(dir)?;
            // Whoever can write here can run machine code in this process.
            #[cfg(unix)]
            std::fs::set_permissions(dir, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
            Ok(())
        };
        open().map_err(|e| LoadError::Cache(format!("{}: {e}", dir.display())))?;
        Ok(Self {
            dir: dir.to_owned(),
            engine: fingerprint(engine),
        })
    }

    /// The component of that digest, compiled earlier or now. Blocks: compiling takes seconds for large components.
    pub(crate) fn component(
        &self,
        engine: &Engine,
        digest: &str,
        wasm: &[u8],
    ) -> Result<Component, String> {
        let path = self.dir.join(format!("{digest}-{}.cwasm", self.engine));
        if path.exists() {
            match map(engine, &path) {
                Ok(component) => return Ok(component),
                // A torn disk, say; compiling again is the way out.
                Err(error) => {
                    tracing::warn!(file = %path.display(), %error, "the compile cache has a bad file")
                }
            }
        }
        let code = engine
            .precompile_component(wasm)
            .map_err(|e| format!("{e:#}"))?;
        self.write(&path, &code)
            .map_err(|e| format!("{}: {e}", path.display()))?;
        map(engine, &path).map_err(|e| format!("{e:#}"))
    }

    fn write(&self, path: &Path, code: &[u8]) -> std::io::Result<()> {
        let unique = format!(
            "{}.{:?}.tmp",
            std::process::id(),
            std::thread::current().id()
        );
        let temporary = self.dir.join(unique);
        let mut file = std::fs::File::create(&temporary)?;
        file.write_all(code)?;
        file.sync_all()?;
        std::fs::rename(temporary, path)
    }
}

fn map(engine: &Engine, path: &Path) -> wasmtime::Result<Component> {
    #[expect(
        unsafe_code,
        reason = "the file was written by `write` above into a directory that only this user can enter, under a name \
                  that holds the digest of its source and the engine's fingerprint, and is never written again"
    )]
    // SAFETY: see the reason above; packages can not bring such a file (`PackageError::Precompiled`).
    let component = unsafe { Component::deserialize_file(engine, path) }?;
    // The first hit should not pay for what can be prepared now.
    component.initialize_copy_on_write_image()?;
    Ok(component)
}

fn fingerprint(engine: &Engine) -> String {
    use std::hash::{Hash, Hasher};
    let mut hasher = std::hash::DefaultHasher::new();
    engine.precompile_compatibility_hash().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
