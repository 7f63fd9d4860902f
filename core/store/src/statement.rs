//! Reads just enough of a statement to say whether it reads or writes, and to refuse early, with a text that
//! helps, what would otherwise be refused late. It is no wall: the authorizer is. Two things stop only here, because
//! sqlx handles them badly: a NUL byte (its prepare loop never ends) and parameters that are not `?1` (`$0` panics).

use crate::SqlError;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Read,
    Write,
}

const READS: [&str; 2] = ["SELECT", "VALUES"];
const WRITES: [&str; 4] = ["INSERT", "UPDATE", "DELETE", "REPLACE"];

/// Checks the text of one statement and says its kind.
pub(crate) fn inspect(text: &str, parameters: usize) -> Result<Kind, SqlError> {
    if text.as_bytes().contains(&0) {
        return Err(invalid("a statement has no NUL byte"));
    }
    let mut scanner = Scanner::new(text);
    let mut kind = None;
    let mut with = false;
    let mut depth = 0_i64;
    let mut ended = false;
    let mut highest = 0;
    while let Some(token) = scanner.next_token()? {
        if ended && token != Token::Semicolon {
            return Err(invalid(
                "one statement at a time; send the second one in a call of its own",
            ));
        }
        match token {
            Token::Semicolon => ended = true,
            Token::Open => depth += 1,
            Token::Close => depth -= 1,
            Token::Parameter(number) => highest = highest.max(number),
            Token::Word(word) if kind.is_none() && depth == 0 => {
                kind = kind_of(word, with)?;
                with = true;
            }
            Token::Word(_) | Token::Other => {
                if !with {
                    return Err(unknown());
                }
            }
        }
    }
    if highest != parameters {
        return Err(invalid(&format!(
            "the statement has {highest} parameters and {parameters} were given"
        )));
    }
    kind.ok_or_else(unknown)
}

/// The first word decides, or after `WITH` the first one outside of parentheses that can.
fn kind_of(word: &str, after_with: bool) -> Result<Option<Kind>, SqlError> {
    let is = |known: &&str| word.eq_ignore_ascii_case(known);
    if READS.iter().any(is) {
        return Ok(Some(Kind::Read));
    }
    if WRITES.iter().any(is) {
        return Ok(Some(Kind::Write));
    }
    if after_with || word.eq_ignore_ascii_case("WITH") {
        return Ok(None);
    }
    Err(unknown())
}

fn unknown() -> SqlError {
    invalid(
        "a statement begins with SELECT, VALUES, WITH, INSERT, UPDATE, DELETE or REPLACE; tables are made by migrations",
    )
}

fn invalid(message: &str) -> SqlError {
    SqlError::Invalid(message.to_owned())
}

#[derive(Debug, PartialEq, Eq)]
enum Token<'a> {
    Word(&'a str),
    Parameter(usize),
    Semicolon,
    Open,
    Close,
    Other,
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn next_token(&mut self) -> Result<Option<Token<'a>>, SqlError> {
        loop {
            let Some(byte) = self.peek(0) else {
                return Ok(None);
            };
            let token = match (byte, self.peek(1)) {
                (b' ' | b'\t' | b'\n' | b'\r' | b'\x0c', _) => {
                    self.at += 1;
                    continue;
                }
                (b'-', Some(b'-')) => {
                    self.skip_past(b"\n");
                    continue;
                }
                (b'/', Some(b'*')) => {
                    self.at += 2;
                    self.skip_past(b"*/");
                    continue;
                }
                (b'\'' | b'"' | b'`', _) => self.quoted(byte),
                (b'[', _) => self.quoted(b']'),
                (b'?', _) => self.parameter()?,
                (b':' | b'@' | b'$' | b'#', _) => {
                    return Err(invalid("parameters are written ?1, ?2, …"));
                }
                (b';', _) => self.single(Token::Semicolon),
                (b'(', _) => self.single(Token::Open),
                (b')', _) => self.single(Token::Close),
                (byte, _) if is_word(byte) => self.word(),
                _ => self.single(Token::Other),
            };
            return Ok(Some(token));
        }
    }

    fn single(&mut self, token: Token<'a>) -> Token<'a> {
        self.at += 1;
        token
    }

    fn skip_past(&mut self, end: &[u8]) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let found = rest.windows(end.len()).position(|window| window == end);
        self.at = found.map_or(self.text.len(), |position| self.at + position + end.len());
    }

    /// A doubled quote inside is the quote itself; read as two quoted tokens it comes to the same end.
    fn quoted(&mut self, end: u8) -> Token<'a> {
        self.at += 1;
        self.skip_past(&[end]);
        Token::Other
    }

    fn parameter(&mut self) -> Result<Token<'a>, SqlError> {
        self.at += 1;
        let start = self.at;
        while self.peek(0).is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        match self.text.get(start..self.at).map(str::parse) {
            Some(Ok(number)) if number > 0 => Ok(Token::Parameter(number)),
            _ => Err(invalid("parameters are written ?1, ?2, …")),
        }
    }

    fn word(&mut self) -> Token<'a> {
        let start = self.at;
        // A dollar sign inside of a word is part of it, as for SQLite.
        while self
            .peek(0)
            .is_some_and(|byte| is_word(byte) || byte == b'$')
        {
            self.at += 1;
        }
        self.text
            .get(start..self.at)
            .map_or(Token::Other, Token::Word)
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::{Kind, inspect};

    #[test]
    fn says_whether_a_statement_reads_or_writes() {
        for (text, parameters, kind) in [
            ("SELECT 1", 0, Kind::Read),
            ("  -- why; not\n/* ; */ select ?1;;", 1, Kind::Read),
            ("VALUES (?2, ?1)", 2, Kind::Read),
            ("WITH x AS (SELECT 1) SELECT * FROM x", 0, Kind::Read),
            (
                "WITH x(a) AS (VALUES (1)) INSERT INTO t SELECT a FROM x",
                0,
                Kind::Write,
            ),
            (
                "WITH RECURSIVE \"select\" AS (SELECT 1) DELETE FROM t",
                0,
                Kind::Write,
            ),
            (
                "insert into t values (';', \"?1\", `?2`, [?3], 'it''s ?4')",
                0,
                Kind::Write,
            ),
            ("REPLACE INTO t VALUES (x'00')", 0, Kind::Write),
            ("SELECT a$b FROM t", 0, Kind::Read),
            ("SELECT 'unterminated ?1", 0, Kind::Read),
        ] {
            assert_eq!(inspect(text, parameters), Ok(kind), "{text}");
        }
    }

    #[test]
    fn refuses_what_no_statement_is() {
        for (text, parameters) in [
            ("", 0),
            (" ; ", 0),
            ("-- nothing", 0),
            ("(SELECT 1)", 0),
            ("PRAGMA x", 0),
            ("WITHOUT x", 0),
            ("SELECT 1; SELECT 2", 0),
            ("SELECT ?", 1),
            ("SELECT ?0", 0),
            ("SELECT $0", 1),
            ("SELECT :a", 1),
            ("SELECT @a", 1),
            ("SELECT ?99999999999999999999", 0),
            ("SELECT ?1", 0),
            ("SELECT ?1", 2),
            ("SELECT 1\0", 0),
            ("SELECT 1 /* \0", 0),
            ("SELECT '\0'", 0),
        ] {
            assert!(inspect(text, parameters).is_err(), "{text:?}");
        }
    }
}
