//! `piazza plugin test`.

use std::path::Path;
use std::process::ExitCode;

use piazza_testkit::run_folder;

use super::build;
use crate::output;

/// Folder of the cases in a plugin's folder.
const CASES: &str = "tests";

/// Builds the plugin, or takes the package that is named, and runs its cases.
///
/// # Errors
/// If there is nothing to run. Failed cases are an exit code.
pub(super) async fn run(folder: &Path, package: Option<&Path>) -> anyhow::Result<ExitCode> {
    let file = match package {
        Some(file) => file.to_path_buf(),
        None => {
            let built = build::run(folder, None)?;
            output::line(&built.report);
            built.file
        }
    };
    let summary = run_folder(&file, &folder.join(CASES), &mut output::line).await?;
    if summary.passed + summary.failed == 0 {
        output::error(&format!(
            "note: there are no cases in {}",
            folder.join(CASES).display()
        ));
    }
    Ok(if summary.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
