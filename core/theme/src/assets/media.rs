//! Which files are served, and as what. Nothing that a browser would run as a page of the site; SVG is one, so the edge
//! serves it with a policy of its own.

/// Style sheets.
pub(super) const CSS: &str = "text/css; charset=utf-8";

const TYPES: &[(&str, &str)] = &[
    ("css", CSS),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("txt", "text/plain; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
    ("woff", "font/woff"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    ("pdf", "application/pdf"),
];
const DOCUMENTS: &[&str] = &[
    "html", "htm", "xhtml", "xht", "xml", "xsl", "xslt", "shtml", "mht", "mhtml",
];

/// What is served, for people.
pub(super) const HELP: &str =
    "served are css, js, json, svg, png, jpg, gif, webp, avif, ico, woff2, txt, pdf and their like";

/// Why a file is not served.
#[derive(Clone, Copy)]
pub(super) enum Refused {
    /// A browser would run it as a page.
    Document,
    /// Not on the list.
    Unknown,
}

/// The media type of a file name.
pub(super) fn of(name: &str) -> Result<&'static str, Refused> {
    let extension = name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
        .to_ascii_lowercase();
    if DOCUMENTS.contains(&extension.as_str()) {
        return Err(Refused::Document);
    }
    let known = TYPES.iter().find(|(known, _)| *known == extension);
    known.map(|(_, media)| *media).ok_or(Refused::Unknown)
}

/// Whether compressing is worth it.
pub(super) fn is_text(media: &str) -> bool {
    media.starts_with("text/")
        || media.contains("json")
        || media == "image/svg+xml"
        || media.starts_with("font/ttf")
}
