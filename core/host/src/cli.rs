use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::{check, dev, plugin, serve, tenant, theme};

/// The digital services of many municipalities on one small host.
///
/// Each municipality is a folder below `tenants/` with its configuration, theme, content and plugins. A plugin is one
/// `.wasm` file. The host serves every tenant on its own host names and takes changes to any of these files while it
/// runs; what is broken changes nothing and says why.
#[derive(Parser)]
#[command(name = "piazza", version, propagate_version = true, max_term_width = 100, after_long_help = AFTER)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "\
EXAMPLES
  piazza dev
      Build the plugins of this folder, serve the demo on http://napoli.localhost:8080 and watch the sources.
  piazza serve --listen 127.0.0.1:8080 --admin 127.0.0.1:8081 --data /var/lib/piazza
      Serve with production settings; metrics and health are on the admin port.
  piazza check --tenants tenants
      Say what is wrong with tenants, themes and plugins, with file and line.
  piazza plugin new ente-hello
      Begin a plugin.

ENVIRONMENT
  PIAZZA_LOG   What is logged: info (default), debug, warn, or per part: info,piazza_tenancy=debug

EXIT STATUS
  0  well; 1  something is wrong, and was said; 2  the command line is wrong.

SEE ALSO
  docs/guide/operator.md, docs/guide/plugin-author.md, docs/ARCHITECTURE.md";

#[derive(Subcommand)]
enum Command {
    Serve(serve::Serve),
    Dev(dev::Dev),
    Check(check::Check),
    /// Begin, build, inspect and test plugins.
    #[command(subcommand)]
    Plugin(plugin::Command),
    /// Work on tenants.
    #[command(subcommand)]
    Tenant(tenant::Command),
    /// Look at themes.
    #[command(subcommand)]
    Theme(theme::Command),
}

/// Where the files of the house are.
#[derive(Args, Clone, Debug)]
pub(crate) struct Places {
    /// Directory with a folder for each tenant.
    #[arg(long, default_value = "tenants", value_name = "DIR")]
    pub(crate) tenants: PathBuf,
    /// Directory with a folder for each theme.
    #[arg(long, default_value = "themes", value_name = "DIR")]
    pub(crate) themes: PathBuf,
    /// Directory with the packages of plugins.
    #[arg(long, default_value = "dist/plugins", value_name = "DIR")]
    pub(crate) plugins: PathBuf,
}

impl Cli {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        let code = match self.command {
            Command::Serve(serve) => runtime.block_on(serve.run()),
            Command::Dev(dev) => runtime.block_on(dev.run()),
            Command::Check(check) => runtime.block_on(check.run()),
            Command::Plugin(command) => runtime.block_on(command.run()),
            Command::Tenant(command) => command.run(),
            Command::Theme(command) => runtime.block_on(command.run()),
        };
        // A guest's blocking work must not keep the program from ending.
        runtime.shutdown_background();
        code
    }
}
