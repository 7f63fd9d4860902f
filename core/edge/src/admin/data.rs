//! The operator's port for programs: JSON.

use piazza_tenancy::{Standing, State, Tenant, Unpublished};
use serde_json::{Value, json};

/// Every tenant that serves, and why some do not, or not with their newest files.
pub(super) fn tenants(state: &State) -> Value {
    json!({
        "serving": state.tenants().map(|it| tenant(it)).collect::<Value>(),
        "broken": state.broken(),
        "packages": state.packages(),
    })
}

fn tenant(tenant: &Tenant) -> Value {
    let plugins = tenant.plugins().iter().map(|mounted| {
        json!({ "id": mounted.id(), "version": mounted.version().to_string(), "mount": mounted.mount() })
    });
    let count = |state: &str| {
        let pages = tenant.unpublished.iter();
        pages.filter(|page| page.standing.name() == state).count()
    };
    json!({
        "slug": &*tenant.slug,
        "name": tenant.name,
        "hosts": tenant.hosts,
        "languages": tenant.languages,
        "since": tenant.since.to_string(),
        "plugins": plugins.collect::<Value>(),
        "unpublished": {
            "incomplete": count("incomplete"),
            "scheduled": count("scheduled"),
            "expired": count("expired"),
        },
        "warnings": tenant.warnings,
    })
}

/// Every page of a tenant that is not public. `link` makes the address of a preview.
pub(super) fn unpublished(tenant: &Tenant, link: impl Fn(&Unpublished) -> Option<String>) -> Value {
    let page = |page: &Unpublished| {
        let (mut at, mut missing) = (None, Vec::new());
        match &page.standing {
            Standing::Incomplete(fields) => missing.extend(
                fields
                    .iter()
                    .map(|field| json!({ "name": field.name, "description": field.description })),
            ),
            Standing::Scheduled(moment) | Standing::Expired(moment) => {
                at = Some(moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
            }
        }
        json!({
            "file": page.file,
            "line": page.line,
            "title": page.title,
            "kind": page.kind,
            "language": page.language,
            "state": page.standing.name(),
            "missing": missing,
            "at": at,
            "preview": link(page),
        })
    };
    json!({
        "slug": &*tenant.slug,
        "name": tenant.name,
        "pages": tenant.unpublished.iter().map(page).collect::<Value>(),
    })
}
