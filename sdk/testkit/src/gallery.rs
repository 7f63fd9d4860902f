use std::path::Path;

use piazza_runtime::web;

use crate::host::Error;
use crate::run::{ask, files, prepared};
use crate::{Outcome, TestHost, TestTenant};

/// A page of a gallery: what one case of a plugin's tests leads to, as a theme shows it.
#[derive(Clone, Debug)]
pub struct Exhibit {
    /// The plugin's view.
    pub view: String,
    /// The case, as a sentence.
    pub name: String,
    /// The page, with addresses of assets as a site has them.
    pub html: Result<String, String>,
}

/// A file of the theme, by its path on a site: `/_assets/css/site-….css`.
#[derive(Clone, Debug)]
pub struct File {
    /// With the digest in it.
    pub path: String,
    /// As they are.
    pub bytes: Vec<u8>,
}

/// The pages of a plugin's cases in that theme's folder, and the theme's files that they ask for. A case that shows no page
/// shows nothing here.
///
/// # Errors
/// If the package, a file of cases or the theme cannot be used.
pub async fn gallery(
    package: &Path,
    cases: &Path,
    theme: &Path,
) -> Result<(Vec<Exhibit>, Vec<File>), Error> {
    let host = TestHost::open(package)?;
    let (mut exhibits, mut assets) = (Vec::new(), Vec::new());
    for file in files(cases)? {
        let (suite, tenant) = prepared(&host, &file, Some(theme))
            .await
            .map_err(Error::Cases)?;
        for case in &suite.case {
            let answered = ask(case, &tenant).await;
            let Outcome::Answer(web::Response::Page(page)) = answered.outcome else {
                continue;
            };
            let html = answered.html.unwrap_or_else(|| Err("no page".to_owned()));
            if let Ok(html) = &html {
                collect(html, &tenant, &mut assets);
            }
            exhibits.push(Exhibit {
                view: page.view,
                name: case.name.clone(),
                html,
            });
        }
    }
    Ok((exhibits, assets))
}

/// Adds the files that a text asks for, and those that these ask for.
fn collect(text: &str, tenant: &TestTenant, files: &mut Vec<File>) {
    let mark = "/_assets/";
    for (at, _) in text.match_indices(mark) {
        let rest = text.get(at..).unwrap_or_default();
        let end = rest
            .find(['"', '\'', ')', '#', '?', ' ', '&'])
            .unwrap_or(rest.len());
        let path = rest.get(..end).unwrap_or_default();
        if files.iter().any(|file| file.path == path) {
            continue;
        }
        let Some(bytes) = tenant.asset(path.trim_start_matches(mark)) else {
            continue;
        };
        let inside = String::from_utf8_lossy(&bytes).into_owned();
        files.push(File {
            path: path.to_owned(),
            bytes,
        });
        collect(&inside, tenant, files);
    }
}
