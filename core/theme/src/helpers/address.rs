//! `url` and `asset`: the only ways to write a field into `href`, `src` and their like.

use std::borrow::Cow;
use std::fmt::Write as _;

use handlebars::{Helper, RenderError};
use serde_json::Value;

use super::{argument, refuse};
use crate::assets::ASSET_PATH;
use crate::render::Facts;

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
    let scheme = address
        .split_once(':')
        .map_or("", |(scheme, _)| scheme)
        .to_ascii_lowercase();
    if relative || matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel") {
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
pub(super) fn url<'f>(h: &Helper<'_>, facts: &'f Facts) -> Result<Cow<'f, str>, RenderError> {
    let address = argument(h)?.as_str().unwrap_or_default();
    if let Err(refused) = check_address(address) {
        let request_id = &facts.scene.request_id;
        tracing::debug!(request_id, refused, "an address in a page was refused");
        return Ok(REFUSED.into());
    }
    let in_layout = facts.content.get().is_some();
    let literal = h
        .param(0)
        .is_some_and(|address| address.try_get_constant_value().is_some());
    let complete = in_layout && !literal;
    let mut url = String::with_capacity(address.len() + 32);
    if address.starts_with('/') && !complete && !address.starts_with(ASSET_PATH) {
        let site = in_layout
            || h.hash_get("site")
                .is_some_and(|site| site.value() == &Value::Bool(true));
        prefix(&mut url, address, facts, site);
    }
    let root = address
        .strip_prefix('/')
        .filter(|rest| rest.is_empty() || rest.starts_with(['?', '#']));
    match root {
        // `/en` and `/pagamenti`, not `/en/`: one page has one address.
        Some(rest) if !url.is_empty() => encode(&mut url, rest),
        _ => encode(&mut url, address),
    }
    for (name, value) in h.hash().iter().filter(|(name, _)| **name != "site") {
        append(&mut url, name, value.value());
    }
    Ok(url.into())
}

/// Language and mount before a path. A path that begins with another language's prefix is already complete.
fn prefix(url: &mut String, address: &str, facts: &Facts, site: bool) {
    let languages = &facts.theme.languages;
    let first_segment = address.split(['/', '?', '#']).nth(1).unwrap_or_default();
    if languages
        .iter()
        .skip(1)
        .any(|language| language == first_segment)
    {
        return;
    }
    let language = &facts.scene.language;
    if languages.iter().skip(1).any(|known| known == language) {
        url.push('/');
        url.push_str(language);
    }
    if !site {
        url.push_str(facts.scene.mount.trim_end_matches('/'));
    }
}

/// Percent-encodes what may not stand in a URL and leaves what is already encoded.
fn encode(url: &mut String, address: &str) {
    for byte in address.bytes() {
        if byte.is_ascii_graphic()
            && !matches!(byte, b'"' | b'<' | b'>' | b'`' | b'{' | b'}' | b'|' | b'^')
        {
            url.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
}

/// Appends `name=value` to the query, before a fragment. Nothing for null and false.
fn append(url: &mut String, name: &str, value: &Value) {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => "true".to_owned(),
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

/// `{{asset "css/site.css"}}`.
pub(super) fn asset<'f>(h: &Helper<'_>, facts: &'f Facts) -> Result<Cow<'f, str>, RenderError> {
    let name = argument(h)?
        .as_str()
        .ok_or_else(|| refuse("asset needs a name"))?;
    let url = facts
        .theme
        .asset_url(name)
        .ok_or_else(|| refuse(format!("there is no asset `{name}`")))?;
    Ok(url.into())
}
