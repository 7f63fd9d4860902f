//! What `audit.toml` says is acceptable.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use jiff::civil::Date;
use serde::Deserialize;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Policy {
    /// SPDX identifiers, some with an exception.
    pub(crate) licences: Vec<String>,
    #[serde(default)]
    accepted: Vec<Accepted>,
}

/// An advisory that somebody has looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    id: String,
    reason: String,
    until: String,
}

/// An advisory about something that is in a lock file.
#[derive(Clone, Debug)]
pub(crate) struct Advisory {
    pub(crate) id: String,
    /// Package, version and what is wrong with it.
    pub(crate) summary: String,
}

impl Policy {
    pub(crate) fn parse(text: &str) -> Result<Policy> {
        let policy: Policy = toml::from_str(text).context("audit.toml")?;
        for accepted in &policy.accepted {
            accepted
                .until
                .parse::<Date>()
                .with_context(|| format!("audit.toml: `until` of {}", accepted.id))?;
        }
        Ok(policy)
    }

    /// Answers what has to be done.
    pub(crate) fn judge(&self, found: &[Advisory], today: Date) -> Vec<String> {
        let mut errors = BTreeSet::new();
        for advisory in found {
            match self
                .accepted
                .iter()
                .find(|accepted| accepted.id == advisory.id)
            {
                None => errors.insert(format!("{}: {}", advisory.id, advisory.summary)),
                Some(accepted)
                    if accepted
                        .until
                        .parse::<Date>()
                        .is_ok_and(|until| until < today) =>
                {
                    errors.insert(format!(
                        "{} was accepted until {} ({}): look at it again",
                        accepted.id, accepted.until, accepted.reason
                    ))
                }
                Some(_) => false,
            };
        }
        for accepted in &self.accepted {
            if !found.iter().any(|advisory| advisory.id == accepted.id) {
                errors.insert(format!(
                    "{} is accepted in audit.toml, but nothing needs that any more: remove it",
                    accepted.id
                ));
            }
        }
        errors.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCEPTED: &str = "licences = []\n[[accepted]]\nid = \"RUSTSEC-1\"\nreason = \"not called\"\nuntil = \"2026-06-30\"\n";

    #[test]
    fn advisories_are_errors_unless_they_are_accepted_today() {
        let found = |ids: &[&str]| {
            ids.iter()
                .map(|id| Advisory {
                    id: (*id).to_owned(),
                    summary: "a 1.0: bad".to_owned(),
                })
                .collect::<Vec<_>>()
        };
        for (policy, ids, today, expected) in [
            ("licences = []\n", &[][..], "2026-01-01", &[][..]),
            (
                "licences = []\n",
                &["RUSTSEC-1"],
                "2026-01-01",
                &["RUSTSEC-1: a 1.0: bad"],
            ),
            (ACCEPTED, &["RUSTSEC-1"], "2026-06-30", &[]),
            (
                ACCEPTED,
                &["RUSTSEC-1"],
                "2026-07-01",
                &["look at it again"],
            ),
            (ACCEPTED, &[], "2026-01-01", &["remove it"]),
            (
                ACCEPTED,
                &["RUSTSEC-1", "RUSTSEC-2"],
                "2026-01-01",
                &["RUSTSEC-2"],
            ),
        ] {
            let errors = Policy::parse(policy)
                .unwrap()
                .judge(&found(ids), today.parse().unwrap());
            assert_eq!(
                errors.len(),
                expected.len(),
                "{ids:?} on {today}: {errors:?}"
            );
            assert!(
                errors
                    .iter()
                    .zip(expected)
                    .all(|(error, part)| error.contains(part)),
                "{errors:?}"
            );
        }
    }

    #[test]
    fn a_wrong_day_or_field_is_an_error() {
        assert!(Policy::parse(&ACCEPTED.replace("2026-06-30", "soon")).is_err());
        assert!(Policy::parse("licences = []\nignore = []\n").is_err());
    }
}
