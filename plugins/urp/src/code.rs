//! Codes that people keep to come back to what they sent: `P-7KQM-2XWD-9`. Nobody can guess one, so it is also the only
//! key to a page about it, and such a page shows nothing about the person.

use piazza_sdk::{Problem, Request, random};

/// Without letters that are read as digits or as each other, and without vowels, which make words.
const LETTERS: &[u8; 24] = b"BCDFGHJKMNPQRTVWXYZ34679";
/// 24^10 is 6 × 10^13 codes.
const LENGTH: u32 = 10;

/// What a code stands for; its first letter says so.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Appointment,
    Assistance,
    Report,
}

impl Subject {
    const ALL: [Self; 3] = [Self::Appointment, Self::Assistance, Self::Report];

    fn letter(self) -> char {
        match self {
            Self::Appointment => 'P',
            Self::Assistance => 'A',
            Self::Report => 'S',
        }
    }

    /// A new code.
    pub(crate) fn code(self) -> String {
        let mut code = String::from(self.letter());
        for (index, byte) in random::bytes(LENGTH).into_iter().enumerate() {
            if index % 5 == 0 {
                code.push('-');
            }
            let letter = LETTERS.get(usize::from(byte) % LETTERS.len());
            code.push(letter.map_or('B', |letter| char::from(*letter)));
        }
        code
    }

    /// The code in the path of a request, if it is of this kind; none leads to no row.
    pub(crate) fn of_path(self, request: &Request) -> Result<Option<String>, Problem> {
        let typed: String = request.parameter("code")?;
        let read = Self::read(&typed).filter(|(subject, _)| *subject == self);
        Ok(read.map(|(_, code)| code))
    }

    /// What somebody typed, as the code that it means: spaces, hyphens and small letters do not matter.
    pub(crate) fn read(typed: &str) -> Option<(Self, String)> {
        let mut letters = typed
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_uppercase());
        let first = letters.next()?;
        let subject = Self::ALL.into_iter().find(|it| it.letter() == first)?;
        let rest: Vec<char> = letters.take(usize::try_from(LENGTH).ok()? + 1).collect();
        let (head, tail) = rest.split_at_checked(5)?;
        let joined = |part: &[char]| part.iter().collect::<String>();
        (tail.len() == 5).then(|| {
            (
                subject,
                format!("{first}-{}-{}", joined(head), joined(tail)),
            )
        })
    }
}
