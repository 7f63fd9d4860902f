//! The operator's port for people: HTML without a script.

use std::fmt::{self, Display};

use piazza_tenancy::{Standing, State, Tenant, Unpublished};

use super::words::Words;
use crate::preview;

/// Where the style sheet of these pages is.
pub(super) const STYLE: &str = "/style.css";

/// Text in HTML, also between quotation marks.
struct Escaped<T>(T);

impl<T: Display> Display for Escaped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&piazza_theme::escaped(&self.0.to_string()))
    }
}

/// All tenants, with what is to be done in each.
pub(super) fn index(state: &State, words: &Words, port: Option<u16>) -> String {
    let rows: String = state
        .tenants()
        .map(|it| index_row(it, words, port))
        .collect();
    let broken = state.broken().iter().map(|(slug, findings)| {
        let findings = findings
            .iter()
            .map(|it| format!("<li>{}</li>", Escaped(it)));
        format!(
            "<h3>{}</h3><ul>{}</ul>",
            Escaped(slug),
            findings.collect::<String>()
        )
    });
    let broken: String = broken.collect();
    let broken = match broken.is_empty() {
        true => broken,
        false => format!(
            "<h2>{}</h2><p>{}</p>{broken}",
            words.broken, words.as_before
        ),
    };
    let heads = [words.tenant, words.site, words.not_public, words.warnings];
    let table = table(words.all_tenants, &heads, &rows);
    let links = ["/tenants", "/metrics", "/livez", "/readyz", "/startupz"];
    let links = links.map(|path| format!("<li><a href=\"{path}\">{path}</a></li>"));
    let body = format!("{table}{broken}<nav><ul>{}</ul></nav>", links.concat());
    page(words, words.all_tenants, &body)
}

fn index_row(tenant: &Tenant, words: &Words, port: Option<u16>) -> String {
    let (slug, name) = (Escaped(&tenant.slug), Escaped(&tenant.name));
    let hosts = tenant.hosts.iter().map(|host| {
        let origin = preview::origin(host, port);
        format!("<a href=\"{}/\">{}</a> ", Escaped(&origin), Escaped(host))
    });
    let (hosts, unpublished) = (hosts.collect::<String>(), tenant.unpublished.len());
    let (label, warnings) = (words.not_public, tenant.warnings.len());
    format!(
        "<tr><th scope=\"row\">{name}</th><td>{hosts}</td>\
         <td><a href=\"/tenants/{slug}/unpublished\" aria-label=\"{label}, {name}: {unpublished}\">{unpublished}</a></td>\
         <td>{warnings}</td></tr>"
    )
}

/// Every page of a tenant that is not public. `link` makes the address of a preview.
pub(super) fn unpublished(
    tenant: &Tenant,
    words: &Words,
    link: impl Fn(&Unpublished) -> Option<String>,
) -> String {
    let row = |page: &Unpublished| row(page, words, link(page));
    let rows: String = tenant.unpublished.iter().map(row).collect();
    let body = if rows.is_empty() {
        format!("<p>{}</p>", words.everything_public)
    } else {
        let heads = [
            words.content,
            words.kind,
            words.page_language,
            words.standing,
            words.preview,
        ];
        let table = table(words.unpublished, &heads, &rows);
        format!("{table}<p>{}</p>", words.about_previews)
    };
    let title = format!("{} - {}", words.unpublished, tenant.name);
    let back = format!("<nav><a href=\"/\">{}</a></nav>", words.all_tenants);
    page(words, &title, &format!("{back}{body}"))
}

fn row(page: &Unpublished, words: &Words, link: Option<String>) -> String {
    let title = Escaped(&page.title);
    let preview = match link {
        Some(link) => format!(
            "<a href=\"{}\" rel=\"noreferrer\" aria-label=\"{}: {title}\">{}</a>",
            Escaped(&link),
            words.open_preview,
            words.open_preview
        ),
        None if page.standing.can_be_shown() => words.no_address.to_owned(),
        None => words.no_preview.to_owned(),
    };
    format!(
        "<tr><th scope=\"row\">{title}<br><code>{}:{}</code></th><td>{}</td><td>{}</td><td>{} {}</td><td>{preview}</td></tr>",
        Escaped(&page.file),
        page.line,
        Escaped(&page.kind),
        Escaped(&page.language),
        words.standing(&page.standing),
        detail(&page.standing)
    )
}

fn detail(standing: &Standing) -> String {
    match standing {
        Standing::Incomplete(missing) => {
            let fields = missing.iter().map(|field| {
                let (name, description) = (Escaped(&field.name), Escaped(&field.description));
                format!("<li><code>{name}</code> {description}</li>")
            });
            format!("<ul>{}</ul>", fields.collect::<String>())
        }
        Standing::Scheduled(at) | Standing::Expired(at) => format!(
            "<time datetime=\"{}\">{}</time>",
            at.strftime("%Y-%m-%dT%H:%M:%S%:z"),
            at.strftime("%d/%m/%Y %H:%M")
        ),
    }
}

fn table(caption: &str, heads: &[&str], rows: &str) -> String {
    let heads = heads
        .iter()
        .map(|head| format!("<th scope=\"col\">{head}</th>"));
    let heads: String = heads.collect();
    format!(
        "<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )
}

fn page(words: &Words, title: &str, body: &str) -> String {
    let (language, title) = (words.language, Escaped(title));
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"{STYLE}\"></head>\n<body>\n<main><h1>{title}</h1>{body}</main>\n</body>\n</html>\n"
    )
}
