//! The breadcrumb: which pages lead to this one.

use serde::Serialize;

use crate::language::say;

/// A step of the breadcrumb, as the theme's partial shows it.
#[derive(Serialize)]
pub(crate) struct Step {
    label: &'static str,
    /// Below the mount; none for the page itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'static str>,
}

/// A page right below the contacts.
pub(crate) fn below(language: &str, title: &'static str) -> Vec<Step> {
    vec![contacts(language), here(title)]
}

/// A page below one of the functions.
pub(crate) fn inside(
    language: &str,
    parent: (&'static str, &'static str),
    title: &'static str,
) -> Vec<Step> {
    let (label, path) = parent;
    let parent = Step {
        label,
        path: Some(path),
    };
    vec![contacts(language), parent, here(title)]
}

fn contacts(language: &str) -> Step {
    Step {
        label: say(language, "Contatti", "Contacts"),
        path: Some("/"),
    }
}

/// The page itself.
pub(crate) fn here(label: &'static str) -> Step {
    Step { label, path: None }
}
