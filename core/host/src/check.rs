use std::process::ExitCode;

use clap::Args;

use crate::cli::Places;
use crate::house::House;
use crate::output;

/// Validate tenants, themes and plugins: file, line, what is wrong, what would be right.
///
/// They are loaded as a serving host would load them, into a store that is thrown away. Warnings do not fail the check.
#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    places: Places,
    /// One JSON object a line instead of text.
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        // A store of its own: checking must not touch what serves.
        let data = tempfile::tempdir()?;
        let house = House::open(&self.places, data.path()).await?;
        let mut findings = house.tenancy.findings();
        for plugin in house
            .tenancy
            .state()
            .tenants()
            .flat_map(|tenant| tenant.plugins())
        {
            findings.extend(plugin.migrate().await.err());
        }
        // Tenants share plugins, and so their mistakes.
        findings.sort();
        findings.dedup();
        for finding in &findings {
            let text = if self.json {
                serde_json::to_string(finding)?
            } else {
                finding.to_string()
            };
            output::line(&text);
        }
        let errors = findings.iter().filter(|finding| finding.is_error()).count();
        let state = house.tenancy.state();
        if !self.json {
            let (tenants, warnings) = (state.tenants().count(), findings.len() - errors);
            output::line(&format!(
                "{tenants} tenants serve; {errors} errors, {warnings} warnings"
            ));
        }
        Ok(if errors == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
