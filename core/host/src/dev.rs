use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use piazza_telemetry::{LogFormat, metrics};
use piazza_tenancy::Inventory;

use crate::cli::Places;
use crate::house::House;
use crate::{output, plugin, serve};

/// How often the sources are looked at.
const LOOK: Duration = Duration::from_millis(500);

/// Build the plugins, watch their sources and serve on loopback with readable logs.
///
/// A plugin that does not build is said in the log, and its last package stays.
#[derive(Args)]
pub(crate) struct Dev {
    /// Where to serve.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: SocketAddr,
    /// Health, metrics and the tenants' state.
    #[arg(long, default_value = "127.0.0.1:8081", value_name = "ADDR")]
    admin: SocketAddr,
    #[command(flatten)]
    places: Places,
    /// Directory with the sources of plugins, a folder each.
    #[arg(long, default_value = "plugins", value_name = "DIR")]
    sources: PathBuf,
    /// Directory of databases and the compile cache.
    #[arg(long, default_value = "data", value_name = "DIR")]
    data: PathBuf,
}

impl Dev {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        anyhow::ensure!(
            self.listen.ip().is_loopback(),
            "dev serves on loopback only; `piazza serve` is for others"
        );
        piazza_telemetry::init_logging(LogFormat::Human);
        let exposition = metrics::install();
        for folder in plugin_folders(&self.sources) {
            build(&folder, &self.places.plugins).await;
        }
        let house = House::open(&self.places, &self.data).await?;
        self.summary(&house);
        let watching = tokio::spawn(watch(self.sources.clone(), self.places.plugins.clone()));
        serve::serve(house, exposition, self.listen, Some(self.admin)).await?;
        watching.abort();
        Ok(ExitCode::SUCCESS)
    }

    fn summary(&self, house: &House) {
        output::line("");
        let state = house.tenancy.state();
        for tenant in state.tenants() {
            let url = tenant.hosts.first().map_or_else(String::new, |host| {
                format!("http://{host}:{}/", self.listen.port())
            });
            let plugins: Vec<_> = tenant
                .plugins()
                .iter()
                .map(|p| format!("{} {}", p.id(), p.version()))
                .collect();
            output::line(&format!(
                "  {:<40} {url:<48} {}",
                tenant.name,
                plugins.join(", ")
            ));
        }
        for finding in house.tenancy.findings() {
            output::line(&format!("  {finding}"));
        }
        output::line(&format!(
            "\n  tenants, unpublished contents, health and metrics: http://{}/\n  Ctrl-C ends it.\n",
            self.admin
        ));
    }
}

/// Builds a plugin again whenever something in its folder changed. The host finds the new package by itself.
async fn watch(sources: PathBuf, out: PathBuf) {
    // The plugins' folders look like themes to the inventory: folders with a stamp each.
    let stamps =
        move |sources: &Path| Inventory::scan(sources, sources, Path::new("")).map(|i| i.themes);
    let mut before = stamps(&sources).unwrap_or_default();
    loop {
        tokio::time::sleep(LOOK).await;
        let now = stamps(&sources).unwrap_or_default();
        for (name, stamp) in &now {
            if before.get(name) != Some(stamp) && sources.join(name).join("plugin.toml").is_file() {
                build(&sources.join(name), &out).await;
            }
        }
        before = now;
    }
}

async fn build(folder: &Path, out: &Path) {
    match plugin::build(folder, out).await {
        Ok(package) => tracing::info!(package = %package.display(), "built"),
        Err(error) => {
            tracing::error!(plugin = %folder.display(), "not built, the last package stays: {error:#}")
        }
    }
}

fn plugin_folders(sources: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(sources) else {
        return Vec::new();
    };
    let mut folders: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    folders.retain(|folder| folder.join("plugin.toml").is_file());
    folders.sort();
    folders
}
