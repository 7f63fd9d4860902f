//! `piazza plugin …`: what the author of a plugin does, from an empty folder to a file that a host serves.

mod build;
mod inspect;
mod new;
mod sources;
mod test;
mod toolchain;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use clap::Subcommand;
use piazza_telemetry::Finding;

use crate::output;

/// Write, build, look into and test plugins.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a folder with a plugin that works: routes, a form, a table, translations and tests.
    New {
        /// The plugin's id and the folder's name: a-z, 0-9 and -, beginning with a letter.
        id: String,
        /// Where the folder goes.
        #[arg(long, value_name = "DIR", default_value = ".")]
        into: PathBuf,
    },
    /// Compile a plugin and pack it into one file with its views, assets, migrations and translations.
    Build {
        /// The plugin's folder.
        #[arg(default_value = ".")]
        path: PathBuf,
        /// Where the file goes [default: dist/ in the plugin's folder; dist/plugins/ in Piazza's repository].
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Show everything that a plugin's file holds, asks for and really imports.
    Inspect {
        /// The file, `<id>-<version>.wasm`.
        file: PathBuf,
        /// Write JSON, for programs.
        #[arg(long)]
        json: bool,
    },
    /// Build a plugin and run the cases of its tests/*.toml in the real host.
    Test {
        /// The plugin's folder.
        #[arg(default_value = ".")]
        path: PathBuf,
        /// Test this file instead of building one.
        #[arg(long, value_name = "FILE")]
        package: Option<PathBuf>,
    },
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// What stops the command, in words for the author. Failed cases of `test` are no error but an exit code.
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let report = match self {
            Self::New { id, into } => new::run(&id, &into)?,
            Self::Build { path, out } => build::run(&path, out.as_deref())?.report,
            Self::Inspect { file, json } => inspect::run(&file, json)?,
            Self::Test { path, package } => return test::run(&path, package.as_deref()).await,
        };
        output::line(report.trim_end());
        Ok(ExitCode::SUCCESS)
    }
}

/// Builds the plugin of a folder into a directory and answers the file.
///
/// # Errors
/// What is wrong with the folder, the toolchain or the code.
pub(crate) async fn build(folder: &Path, out: &Path) -> anyhow::Result<PathBuf> {
    let (folder, out) = (folder.to_path_buf(), out.to_path_buf());
    // Compilers take seconds; this thread serves others meanwhile.
    tokio::task::spawn_blocking(move || Ok(build::run(&folder, Some(&out))?.file)).await?
}

/// Findings as one error, a line or two for each.
fn refused(findings: &[Finding]) -> anyhow::Error {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    anyhow!("{}", lines.join("\n"))
}

/// A size for people.
fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KiB", bytes.div_ceil(1024)),
        _ => format!(
            "{}.{} MiB",
            bytes / 1_048_576,
            bytes % 1_048_576 * 10 / 1_048_576
        ),
    }
}
