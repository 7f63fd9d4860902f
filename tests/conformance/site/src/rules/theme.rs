//! C.SI.1.4: the official WordPress or Drupal theme, if it is used, is at least version 1.0.

use crate::{report::Checked, site::Site};

pub(super) fn check(site: &Site<'_>) -> Checked {
    let mut checked = Checked::default();
    let Some(home) = site.home() else {
        return Checked::not("there is no home page");
    };
    let theme = home.sheets.iter().find_map(|sheet| theme(sheet));
    match theme {
        Some((name, version)) => {
            checked.found = format!("{name} {version}");
            let major = version
                .split('.')
                .next()
                .and_then(|major| major.parse::<u32>().ok());
            if major.is_none_or(|major| major < 1) {
                checked.fail(
                    &home.address,
                    format!("version {version} of {name}"),
                    "version 1.0 or a later one",
                );
            }
        }
        None => {
            checked.found = "no official CMS theme".to_owned();
            checked.tolerate(
                &home.address,
                "the site uses none of the official CMS themes",
                "nothing to do: any other software is accepted, always as tolerance",
            );
        }
    }
    checked
}

/// Name and version in the comment at the beginning of the theme's style sheet.
fn theme(sheet: &str) -> Option<(String, String)> {
    let (_, rest) = sheet.split_once("/*!")?;
    let (comment, _) = rest.split_once("*/")?;
    let field = |name: &str| {
        let line = comment
            .lines()
            .map(|line| line.trim_start_matches(['*', ' ', '\t']))
            .find(|line| line.starts_with(name))?;
        line.split_once(':')
            .map(|(_, value)| value.trim().to_owned())
    };
    let description = field("Description")?;
    let official = field("Text Domain")?.starts_with("design_comuni_italia")
        && description.starts_with("Design Comuni Italia");
    official.then_some((field("Theme Name")?, field("Version")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_theme_is_known_by_its_comment() {
        let sheet = "/*!\nTheme Name: Design Comuni Italia\nAuthor: X\nDescription: Design Comuni Italia è il tema \
            ufficiale WordPress\nVersion: 0.9.1\nLicense: AGPL\nText Domain: design_comuni_italia\n*/ p{}";
        assert_eq!(
            theme(sheet),
            Some(("Design Comuni Italia".to_owned(), "0.9.1".to_owned()))
        );
        assert_eq!(theme("/*! Bootstrap Italia */"), None);
    }
}
