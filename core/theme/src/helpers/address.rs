//! `url` and `asset`: the only ways to write a field into `href`, `src` and their like.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::assets::ASSET_PATH;
use crate::render::{Facts, Given};

/// Stands where an address was refused: a page with one bad link is worth more than no page. Browsers do nothing with it.
const REFUSED: &str = "about:invalid";
/// Most bytes of an address.
const ADDRESS_BYTES: usize = 2_048;

/// Whether an address is harmless: a path of the site, a fragment or query of the page, or http, https, mailto, tel.
/// The error ends a sentence that begins with the address.
pub(crate) fn check_address(address: &str) -> Result<(), &'static str> {
    if address.len() > ADDRESS_BYTES {
        return Err("is too long");
    }
    // Browsers drop tabs and line ends anywhere and read `\` as `/`: `java\nscript:` and `/\host` would get through.
    if address.chars().any(|c| c.is_control() || c == '\\') || address.trim() != address {
        return Err("has white space or a backslash");
    }
    if address.starts_with("//") {
        return Err("leads to another site without saying so");
    }
    let relative = ["/", "#", "?"]
        .iter()
        .any(|start| address.starts_with(start));
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let harmless = ["http", "https", "mailto", "tel"];
    if relative
        || harmless
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
    {
        Ok(())
    } else {
        Err("is neither a path from / nor http, https, mailto or tel")
    }
}

/// `{{url "/servizi" q=words}}`: a path below the plugin's mount in the page's language. Options become the query;
/// `site=true` begins at the site's root instead of the mount.
///
/// In the layout, which belongs to no plugin, literals begin at the site's root and fields are taken as they are:
/// the host has already made them complete.
pub(crate) fn url<'s>(
    address: Cow<'s, str>,
    literal: bool,
    site: bool,
    query: &[(&str, Given<'_>)],
    facts: &Facts<'_>,
) -> Cow<'s, str> {
    if let Err(refused) = check_address(&address) {
        let request_id = &facts.scene.request_id;
        tracing::debug!(request_id, refused, "an address in a page was refused");
        return REFUSED.into();
    }
    let in_layout = facts.content.is_some();
    let complete = in_layout && !literal;
    let (language, mount) = if complete {
        ("", "")
    } else {
        prefix(&address, facts, site || in_layout)
    };
    let is_bare = language.is_empty() && mount.is_empty();
    if is_bare && query.is_empty() && address.bytes().all(may_stand) {
        return address;
    }
    let mut url = String::with_capacity(address.len() + language.len() + mount.len() + 32);
    if !language.is_empty() {
        url.push('/');
        url.push_str(language);
    }
    url.push_str(mount);
    let root = address
        .strip_prefix('/')
        .filter(|rest| rest.is_empty() || rest.starts_with(['?', '#']));
    match root {
        // `/en` and `/pagamenti`, not `/en/`: one page has one address.
        Some(rest) if !url.is_empty() => encode(&mut url, rest),
        _ => encode(&mut url, &address),
    }
    for (name, value) in query {
        append(&mut url, name, value);
    }
    url.into()
}

/// Language and mount before a path; neither before what is complete, as a path with another language's prefix is.
fn prefix<'f>(address: &str, facts: &'f Facts<'_>, site: bool) -> (&'f str, &'f str) {
    if !address.starts_with('/') || address.starts_with(ASSET_PATH) {
        return ("", "");
    }
    let others = || facts.theme.languages.iter().skip(1);
    let first_segment = address.split(['/', '?', '#']).nth(1).unwrap_or_default();
    if others().any(|language| language == first_segment) {
        return ("", "");
    }
    let language = &facts.scene.language;
    let mount = if site { "" } else { &facts.scene.mount };
    (
        others()
            .find(|known| *known == language)
            .map_or("", |known| known),
        mount.trim_end_matches('/'),
    )
}

/// Whether a URL may have the byte as it is.
fn may_stand(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(byte, b'"' | b'<' | b'>' | b'`' | b'{' | b'}' | b'|' | b'^')
}

/// Percent-encodes what may not stand in a URL and leaves what is already encoded.
fn encode(url: &mut String, address: &str) {
    for byte in address.bytes() {
        if may_stand(byte) {
            url.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
}

/// Appends `name=value` to the query, before a fragment. Nothing for null and false.
fn append(url: &mut String, name: &str, value: &Given<'_>) {
    let text = match (value.text(), value.number(), value.boolean()) {
        (Some(text), ..) => Cow::Borrowed(text),
        (_, Some(number), _) => number.to_string().into(),
        (.., Some(true)) => "true".into(),
        _ => return,
    };
    let fragment = url.find('#').map(|at| url.split_off(at));
    url.push(if url.contains('?') { '&' } else { '?' });
    encode_part(url, name);
    url.push('=');
    encode_part(url, &text);
    url.push_str(fragment.as_deref().unwrap_or_default());
}

fn encode_part(url: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
}
