//! A page with a form: its fields as views/form.hbs shows them, and what is wrong with them.

mod field;

use std::borrow::Cow;

use piazza_sdk::{Answer, Page};
use serde::Serialize;

use crate::services::About;
use crate::trail::Step;

pub(crate) use field::{Choice, Field, Kind, Sent};

/// The data of views/form.hbs.
#[derive(Serialize)]
pub(crate) struct Sheet<'a> {
    pub(crate) breadcrumb: Vec<Step>,
    pub(crate) heading: &'static str,
    /// Keys of translations: a sentence below the heading, the heading of this step, the button.
    pub(crate) lead: Option<&'static str>,
    pub(crate) section: Option<&'static str>,
    pub(crate) submit: &'static str,
    pub(crate) about: Option<About>,
    pub(crate) steps: Option<Steps>,
    /// Path below the mount.
    pub(crate) action: String,
    pub(crate) method: &'static str,
    pub(crate) hidden: Vec<Hidden<'a>>,
    pub(crate) fields: Vec<Field<'a>>,
    /// Path of the site.
    pub(crate) privacy: Option<&'a str>,
    /// Path below the mount.
    pub(crate) back: Option<String>,
}

/// A value that the form carries on.
#[derive(Serialize)]
pub(crate) struct Hidden<'a> {
    pub(crate) name: &'static str,
    pub(crate) value: Cow<'a, str>,
}

/// Where the person is among the steps.
#[derive(Serialize)]
pub(crate) struct Steps {
    pub(crate) now: usize,
    pub(crate) of: usize,
    pub(crate) list: Vec<StepView>,
}

#[derive(Serialize)]
pub(crate) struct StepView {
    /// Key of a translation.
    pub(crate) label: &'static str,
    pub(crate) done: bool,
    pub(crate) active: bool,
}

impl Default for Sheet<'_> {
    fn default() -> Self {
        Self {
            breadcrumb: Vec::new(),
            heading: "",
            lead: None,
            section: None,
            submit: "urp-go-on",
            about: None,
            steps: None,
            action: String::new(),
            method: "post",
            hidden: Vec::new(),
            fields: Vec::new(),
            privacy: None,
            back: None,
        }
    }
}

/// A sheet with what is wrong on it, for the index at its top.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    sheet: Sheet<'a>,
    errors: bool,
}

impl Sheet<'_> {
    /// The page: 422 with what is wrong if anything is.
    pub(crate) fn page(self, language: &str) -> Answer {
        let errors = self.fields.iter().any(|field| field.error.is_some());
        let mark = match (errors, language) {
            (false, _) => "",
            (true, "it") => "Errore: ",
            (true, _) => "Error: ",
        };
        Page::new("form")
            .title(format!("{mark}{}", self.heading))
            .status(if errors { 422 } else { 200 })
            .data(&Shown {
                sheet: self,
                errors,
            })
            .into()
    }
}
