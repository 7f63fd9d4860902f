use std::collections::BTreeMap;
use std::path::Path;

use piazza_capability::{Capability, LimitsAsked};
use piazza_runtime::is_slug;
use piazza_telemetry::{Finding, line_of};
use semver::VersionReq;
use serde::Deserialize;
use toml::Spanned;

/// `tenant.toml`: who the municipality is and what it runs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TenantFile {
    /// For people.
    pub name: String,
    /// Host names, without ports.
    pub hosts: Vec<Spanned<String>>,
    /// BCP 47 codes; the first is the site's own.
    pub languages: Vec<Spanned<String>>,
    /// IANA name.
    #[serde(default = "TenantFile::default_zone")]
    pub time_zone: Spanned<String>,
    /// Name of a folder of the themes directory.
    pub theme: Spanned<String>,
    /// Codes and addresses for themes and plugins; the host does not know the keys.
    #[serde(default)]
    pub identity: BTreeMap<String, String>,
    /// The plugins that the tenant runs, by id.
    #[serde(default)]
    pub plugins: BTreeMap<Spanned<String>, PluginTable>,
}

/// `[plugins.<id>]`: what a tenant grants one plugin.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PluginTable {
    /// Which versions may run; the newest that fits does.
    pub version: Spanned<String>,
    /// Where its pages are: `/` or `/pagamenti`. Without it the plugin only fills slots.
    #[serde(default)]
    pub mount: Option<Spanned<String>>,
    /// The capabilities that it gets.
    #[serde(default)]
    pub grants: Vec<Spanned<String>>,
    /// What it may use; only lowers what it has anyway.
    #[serde(default)]
    pub limits: LimitsAsked,
    /// Its settings, by the schema in its manifest.
    #[serde(default)]
    pub settings: toml::Table,
}

impl TenantFile {
    fn default_zone() -> Spanned<String> {
        Spanned::new(0..0, "Europe/Rome".to_owned())
    }

    /// Reads and checks the text of a `tenant.toml` as far as it can be checked by itself.
    ///
    /// # Errors
    /// Every mistake with its line.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Vec<Finding>> {
        let file: Self = toml::from_str(text).map_err(|e| {
            let line = e.span().map(|span| line_of(text, span.start));
            vec![Finding::error(
                path,
                line,
                e.message(),
                "see the operator's guide for the keys of tenant.toml",
            )]
        })?;
        let mut findings = Vec::new();
        file.check_site(&mut Checker {
            path,
            text,
            findings: &mut findings,
        });
        file.check_plugins(&mut Checker {
            path,
            text,
            findings: &mut findings,
        });
        if findings.is_empty() {
            Ok(file)
        } else {
            Err(findings)
        }
    }

    fn check_site(&self, checker: &mut Checker<'_>) {
        if self.hosts.is_empty() {
            checker.wrong(
                0,
                "the tenant has no host".to_owned(),
                "hosts = [\"www.example.it\"]",
            );
        }
        for host in &self.hosts {
            if !is_host(host.get_ref()) {
                let message = format!("`{}` is not a host name", host.get_ref());
                checker.wrong(
                    host.span().start,
                    message,
                    "lower case, without port, scheme or path; punycode if need be",
                );
            }
        }
        if self.languages.is_empty() {
            checker.wrong(
                0,
                "the tenant has no language".to_owned(),
                "languages = [\"it\"]",
            );
        }
        for language in &self.languages {
            if !is_language(language.get_ref()) {
                let message = format!("`{}` is not a language code", language.get_ref());
                checker.wrong(
                    language.span().start,
                    message,
                    "two or three letters: it, en, de, sl, lld",
                );
            }
        }
        if jiff::tz::TimeZone::get(self.time_zone.get_ref()).is_err() {
            let message = format!("`{}` is not a time zone", self.time_zone.get_ref());
            checker.wrong(
                self.time_zone.span().start,
                message,
                "an IANA name: Europe/Rome",
            );
        }
    }

    fn check_plugins(&self, checker: &mut Checker<'_>) {
        let mut mounts = BTreeMap::new();
        for (id, table) in &self.plugins {
            if !is_slug(id.get_ref()) {
                checker.wrong(
                    id.span().start,
                    format!("`{}` is not a plugin's id", id.get_ref()),
                    "a-z, 0-9 and -",
                );
            }
            if VersionReq::parse(table.version.get_ref()).is_err() {
                let message = format!("`{}` is not a version requirement", table.version.get_ref());
                checker.wrong(
                    table.version.span().start,
                    message,
                    "version = \"1\", \"1.2\" or \"=1.2.3\"",
                );
            }
            for grant in &table.grants {
                if Capability::named(grant.get_ref()).is_none() {
                    let known = Capability::ALL.map(Capability::name).join(", ");
                    let message = format!("there is no capability `{}`", grant.get_ref());
                    checker.wrong(grant.span().start, message, &format!("one of {known}"));
                }
            }
            let Some(mount) = &table.mount else { continue };
            let (at, mount) = (mount.span().start, mount.get_ref().as_str());
            if !is_mount(mount) {
                checker.wrong(
                    at,
                    format!("`{mount}` is not a mount path"),
                    "/ or /folder, without a slash at the end",
                );
            }
            if let Some(other) = mounts.insert(mount, id.get_ref()) {
                let message = format!("`{mount}` is already the mount path of `{other}`");
                checker.wrong(at, message, "give each plugin a path of its own");
            }
        }
    }
}

struct Checker<'a> {
    path: &'a Path,
    text: &'a str,
    findings: &'a mut Vec<Finding>,
}

impl Checker<'_> {
    fn wrong(&mut self, offset: usize, message: String, help: &str) {
        let line = line_of(self.text, offset);
        self.findings
            .push(Finding::error(self.path, line, message, help));
    }
}

fn is_host(text: &str) -> bool {
    let label = |part: &str| {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        !part.is_empty()
            && part.len() <= 63
            && part.bytes().all(plain)
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(label)
}

fn is_language(text: &str) -> bool {
    (2..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase())
}

fn is_mount(text: &str) -> bool {
    text == "/"
        || text
            .strip_prefix('/')
            .is_some_and(|rest| rest.split('/').all(is_slug))
}
