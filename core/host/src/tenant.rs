use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use include_dir::{Dir, include_dir};

use crate::output;

static TEMPLATE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../sdk/templates/tenant");

/// Work on tenants.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make the folder of a new tenant, ready to serve on <SLUG>.localhost.
    New {
        /// The folder's name: a-z, 0-9 and -, beginning with a letter.
        slug: String,
        /// The municipality's name.
        #[arg(long)]
        name: Option<String>,
        /// Directory with a folder for each tenant.
        #[arg(long, default_value = "tenants", value_name = "DIR")]
        tenants: PathBuf,
    },
}

impl Command {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        let Self::New {
            slug,
            name,
            tenants,
        } = self;
        if !piazza_runtime::is_slug(&slug) {
            bail!(
                "`{slug}` cannot name a tenant: 1 to 63 of a-z, 0-9 and -, beginning with a letter"
            );
        }
        let folder = tenants.join(&slug);
        if folder.exists() {
            bail!(
                "{} exists already; choose another name or edit that folder",
                folder.display()
            );
        }
        let name = name.unwrap_or_else(|| slug.clone());
        // Built aside and moved at once: a serving host must not see half a tenant.
        let aside = tenants.join(format!(".{slug}.new"));
        std::fs::create_dir_all(&aside)?;
        TEMPLATE.extract(&aside).context("writing the template")?;
        let file = aside.join("tenant.toml");
        let text = std::fs::read_to_string(&file)?;
        let text = text
            .replace("{{slug}}", &slug)
            .replace("{{name}}", &name.replace(['"', '\\'], ""));
        std::fs::write(&file, text)?;
        std::fs::rename(&aside, &folder)?;
        output::line(&format!(
            "made {}; look at {}",
            folder.display(),
            folder.join("tenant.toml").display()
        ));
        output::line(&format!(
            "a running host serves it at once: http://{slug}.localhost:8080"
        ));
        Ok(ExitCode::SUCCESS)
    }
}
