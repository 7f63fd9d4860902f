//! Which sites are checked: those that the command line names, or the tenants of a running host.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail, ensure};
use piazza_conformity::source::{Addresses, Limits, Network, Origin, Source};
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use crate::arguments::Arguments;

/// A site, where it is asked, and as what it is judged.
pub(crate) struct Place {
    pub(crate) name: String,
    pub(crate) origin: Origin,
    /// Where its host is.
    pub(crate) address: Option<(String, SocketAddr)>,
}

/// All of them.
pub(crate) struct Places {
    pub(crate) sites: Vec<Place>,
    /// Tenants whose files the host does not accept, and why.
    pub(crate) missing: Vec<(String, String)>,
}

/// What `/tenants` of the admin port answers, as far as it matters here.
#[derive(Deserialize)]
struct Tenants {
    serving: Vec<Tenant>,
    #[serde(default)]
    broken: Map<String, Value>,
}

#[derive(Deserialize)]
struct Tenant {
    name: String,
    hosts: Vec<String>,
}

impl Places {
    pub(crate) fn of(arguments: &Arguments) -> Result<Places> {
        let places = match arguments.admin {
            Some(admin) => Places::of_host(admin, arguments)?,
            None => Places::named(arguments)?,
        };
        for host in arguments.r#as.iter().filter_map(|one| one.host.as_ref()) {
            ensure!(
                places.sites.iter().any(|place| place.host() == host),
                "--as {host}=…: no site that is checked has this host"
            );
        }
        Ok(places)
    }

    fn named(arguments: &Arguments) -> Result<Places> {
        let one = |url: &Url| -> Result<Place> {
            let host = url.host_str().unwrap_or_default();
            let public = public(arguments, host, url.clone())?;
            Ok(Place {
                name: public.host_str().unwrap_or_default().to_owned(),
                origin: origin(url.clone(), public)?,
                address: None,
            })
        };
        Ok(Places {
            sites: arguments.urls.iter().map(one).collect::<Result<_>>()?,
            missing: Vec::new(),
        })
    }

    fn of_host(admin: SocketAddr, arguments: &Arguments) -> Result<Places> {
        let tenants = tenants(admin)?;
        let mut sites = Vec::new();
        for tenant in tenants.serving {
            let host = tenant
                .hosts
                .first()
                .with_context(|| format!("{} has no host", tenant.name))?;
            let known = Url::parse(&format!("https://{host}/"))?;
            let served = match arguments.listen {
                Some(listen) => Url::parse(&format!("http://{host}:{}/", listen.port()))?,
                None => known.clone(),
            };
            sites.push(Place {
                name: tenant.name,
                origin: origin(served, public(arguments, host, known)?)?,
                address: arguments.listen.map(|listen| (host.clone(), listen)),
            });
        }
        ensure!(!sites.is_empty(), "{admin} serves no tenant");
        let broken = tenants.broken.into_iter();
        Ok(Places {
            sites,
            missing: broken.map(|(slug, why)| (slug, reason(&why))).collect(),
        })
    }
}

impl Place {
    fn host(&self) -> &str {
        self.origin.served.host_str().unwrap_or_default()
    }
}

/// What `--as` says of a host.
fn public(arguments: &Arguments, host: &str, otherwise: Url) -> Result<Url> {
    let said = &arguments.r#as;
    if let Some(one) = said.iter().find(|one| one.host.as_deref() == Some(host)) {
        return Ok(one.origin.clone());
    }
    match said.iter().find(|one| one.host.is_none()) {
        Some(one) if arguments.urls.len() == 1 => Ok(one.origin.clone()),
        Some(_) => bail!("--as: with more than one site say of which, as in --as {host}=https://…"),
        None => Ok(otherwise),
    }
}

fn origin(served: Url, public: Url) -> Result<Origin> {
    for address in [&served, &public] {
        ensure!(
            matches!(address.scheme(), "http" | "https"),
            "{address} is no http or https address"
        );
    }
    Ok(Origin { served, public })
}

fn tenants(admin: SocketAddr) -> Result<Tenants> {
    let url = Url::parse(&format!("http://{admin}/tenants"))?;
    let itself = Origin {
        served: url.clone(),
        public: url.clone(),
    };
    let addresses = Addresses::default().with_private(true);
    let network = Network::new(itself, addresses, Limits::default(), true);
    let answer = network.get(&url).with_context(|| {
        format!("{url}: is this the address that `piazza serve --admin` names?")
    })?;
    ensure!(
        answer.status == 200,
        "{url} answers {}: is this the admin port?",
        answer.status
    );
    serde_json::from_str(&answer.body).with_context(|| format!("{url} is no list of tenants"))
}

/// The first finding's words.
fn reason(findings: &Value) -> String {
    let first = findings.get(0).unwrap_or(findings);
    let text = |key: &str| first.get(key).and_then(Value::as_str);
    match (text("file"), text("message")) {
        (Some(file), Some(message)) => format!("{file}: {message}"),
        (None, Some(message)) => message.to_owned(),
        _ => first.to_string(),
    }
}
