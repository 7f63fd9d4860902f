//! What a field may hold. Each function gives the cleaned text and notes on the form what is wrong with it.

use crate::form::{Choice, Sent};

const NAME: usize = 80;
const EMAIL: usize = 120;
const PHONE: usize = 20;

/// Characters of names, addresses of mail and telephone numbers, for the fields' `maxlength`.
pub(crate) mod most {
    pub(crate) const NAME: usize = super::NAME;
    pub(crate) const EMAIL: usize = super::EMAIL;
    pub(crate) const PHONE: usize = super::PHONE;
}

/// A text of one line.
pub(crate) fn line(form: &mut Sent, name: &str, most: usize) -> String {
    required(form, name);
    optional_line(form, name, most)
}

/// A text of one line that may be empty.
pub(crate) fn optional_line(form: &mut Sent, name: &str, most: usize) -> String {
    let text = form.value(name).unwrap_or_default().trim();
    let text: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    limited(form, name, &text, most);
    text
}

/// A text of several lines.
pub(crate) fn block(form: &mut Sent, name: &str, most: usize) -> String {
    required(form, name);
    // A browser counts a line's end as one character and sends two.
    let text = form.value(name).unwrap_or_default().replace("\r\n", "\n");
    let text: String = text
        .trim()
        .chars()
        .filter(|letter| !letter.is_control() || *letter == '\n')
        .collect();
    limited(form, name, &text, most);
    text
}

/// A person's name.
pub(crate) fn name(form: &mut Sent, name: &str) -> String {
    line(form, name, NAME)
}

/// An address of mail.
pub(crate) fn email(form: &mut Sent, name: &str) -> String {
    required(form, name);
    optional_email(form, name)
}

/// An address of mail that may be empty.
pub(crate) fn optional_email(form: &mut Sent, name: &str) -> String {
    let text = optional_line(form, name, EMAIL);
    let looks_right = text.split_once('@').is_some_and(|(who, host)| {
        let labels = host.split('.').filter(|label| !label.is_empty()).count();
        !who.is_empty()
            && labels > 1
            && labels == host.split('.').count()
            && !text.contains([' ', ',', ';', '<', '>', '"'])
            && !host.contains('@')
    });
    if !text.is_empty() && !looks_right {
        form.reject(name, "urp-bad-email");
    }
    text.to_lowercase()
}

/// A telephone number that may be empty.
pub(crate) fn optional_phone(form: &mut Sent, name: &str) -> String {
    let text = optional_line(form, name, PHONE);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let plain = text
        .chars()
        .all(|letter| letter.is_ascii_digit() || matches!(letter, '+' | ' ' | '-' | '.' | '/'));
    if !text.is_empty() && (digits < 5 || !plain) {
        form.reject(name, "urp-bad-phone");
    }
    text
}

/// A check box that has to be ticked.
pub(crate) fn ticked(form: &mut Sent, name: &str) {
    if form.value(name).is_none_or(|value| value != "on") {
        form.reject(name, "urp-not-ticked");
    }
}

/// One of the choices, by its value or by its label; where they are typed, a part that only one has is enough.
pub(crate) fn choice(form: &mut Sent, name: &str, choices: &[Choice<'_>]) -> String {
    let typed = form.value(name).unwrap_or_default().trim().to_lowercase();
    if typed.is_empty() {
        form.reject(name, "urp-nothing-chosen");
        return String::new();
    }
    let exact = choices
        .iter()
        .find(|it| it.value == typed.as_str() || it.label.to_lowercase() == typed);
    let found = exact.or_else(|| {
        let mut alike = choices
            .iter()
            .filter(|it| it.label.to_lowercase().contains(&typed));
        alike.next().filter(|_| alike.next().is_none())
    });
    if found.is_none() {
        form.reject(name, "form-choice");
    }
    found.map_or_else(String::new, |choice| choice.value.clone().into_owned())
}

fn required(form: &mut Sent, name: &str) {
    if form.value(name).is_none_or(|text| text.trim().is_empty()) {
        form.reject(name, "form-required");
    }
}

fn limited(form: &mut Sent, name: &str, text: &str, most: usize) {
    if text.chars().count() > most {
        form.reject(name, "urp-too-long");
    }
}
