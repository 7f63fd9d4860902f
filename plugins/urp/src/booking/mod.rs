//! An appointment, one page a step: office, day and time, subject, person, summary. What was chosen so far is a draft in the
//! database whose token is in the address, so that going back and forth loses nothing and no address says who somebody is.

mod draft;
mod event;
mod free;
pub(crate) mod office;
pub(crate) mod person;
pub(crate) mod receipt;
pub(crate) mod slot;
pub(crate) mod subject;
pub(crate) mod summary;

use crate::form::{StepView, Steps};
use crate::language::say;
use crate::trail::{self, Step};

pub(crate) use draft::Draft;

/// What every page of the booking is called.
pub(crate) fn title(language: &str) -> &'static str {
    say(language, "Prenota un appuntamento", "Book an appointment")
}

fn breadcrumb(language: &str) -> Vec<Step> {
    trail::below(language, title(language))
}

/// The steps by the last part of their path, and the key of their names.
const STEPS: [(&str, &str); 5] = [
    ("ufficio", "urp-step-office"),
    ("orario", "urp-step-slot"),
    ("motivo", "urp-step-subject"),
    ("dati", "urp-step-person"),
    ("riepilogo", "urp-step-summary"),
];

/// The steps as the page of one of them shows them, counted from 1.
fn steps(now: usize) -> Steps {
    let views = STEPS.iter().zip(1..).map(|((_, label), number)| StepView {
        label,
        done: number < now,
        active: number == now,
    });
    Steps {
        now,
        of: STEPS.len(),
        list: views.collect(),
    }
}
