//! A file has one reason to change and can be read in one sitting.

use super::{Breach, Severity, Tree};

/// Lines from which a file is worth a look.
const LONG: usize = 300;
/// Lines from which it has to be divided.
const TOO_LONG: usize = 800;

pub(super) fn check(tree: &Tree, breaches: &mut Vec<Breach>) {
    for (path, text) in tree.texts("", "rs") {
        let lines = text.lines().count();
        if lines <= LONG {
            continue;
        }
        let severity = if lines <= TOO_LONG {
            Severity::Warning
        } else {
            Severity::Error
        };
        let message = format!(
            "{lines} lines; divide it by reason to change ({LONG} is long, more than {TOO_LONG} is too long)"
        );
        breaches.push(Breach {
            severity,
            path: path.to_owned(),
            line: 0,
            message,
        });
    }
}
