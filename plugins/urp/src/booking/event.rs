//! An appointment as a file for calendars (RFC 5545).

use std::fmt::Write as _;

use piazza_sdk::clock::{self, Timestamp};

use crate::calendar::Day;

/// Most bytes of a line (section 3.1).
const LINE: usize = 75;

pub(super) struct Event<'a> {
    pub(super) code: &'a str,
    pub(super) begin: Timestamp,
    pub(super) end: Timestamp,
    pub(super) summary: String,
    pub(super) place: &'a str,
    pub(super) text: String,
}

impl Event<'_> {
    pub(super) fn file(&self) -> String {
        let lines = [
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Piazza//urp//IT".to_owned(),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", self.code),
            format!("DTSTAMP:{}", utc(clock::now())),
            format!("DTSTART:{}", utc(self.begin)),
            format!("DTEND:{}", utc(self.end)),
            format!("SUMMARY:{}", escaped(&self.summary)),
            format!("LOCATION:{}", escaped(self.place)),
            format!("DESCRIPTION:{}", escaped(&self.text)),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ];
        lines.iter().map(|line| folded(line)).collect()
    }
}

/// `20261130T083000Z`.
fn utc(instant: Timestamp) -> String {
    let minutes = instant.0.div_euclid(60_000);
    let (day, minute) = (minutes.div_euclid(1_440), minutes.rem_euclid(1_440));
    let (year, month, date) = Day::since_1970(day).date();
    format!(
        "{year:04}{month:02}{date:02}T{:02}{:02}00Z",
        minute / 60,
        minute % 60
    )
}

/// A text as a value of the file.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, letter| {
        match letter {
            ',' | ';' | '\\' => {
                let _ = write!(escaped, "\\{letter}");
            }
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
        escaped
    })
}

/// A line with its end, broken where it is too long.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}
