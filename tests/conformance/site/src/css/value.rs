use cssparser::{Parser, Token};

/// How deep `var()` may lead to `var()`.
const DEPTH: usize = 16;
/// Letters of a value: properties that name others twice, several times over, would be longer than any memory.
const LONGEST: usize = 10_000;

/// The value without `var()`; `None` if a property that it names has no value.
pub(super) fn substitute(value: &str, lookup: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    resolve(value, lookup, DEPTH)
}

fn resolve(value: &str, lookup: &dyn Fn(&str) -> Option<String>, depth: usize) -> Option<String> {
    let mut resolved = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("var(") {
        let end = closing(after)?;
        let inside = after.get(..end)?;
        let (name, fallback) = match inside.split_once(',') {
            Some((name, fallback)) => (name, Some(fallback)),
            None => (inside, None),
        };
        let depth = depth.checked_sub(1)?;
        let found = lookup(name.trim()).and_then(|value| resolve(&value, lookup, depth));
        let found = found.or_else(|| resolve(fallback?, lookup, depth))?;
        resolved.push_str(before);
        resolved.push_str(found.trim());
        rest = after.get(end + 1..)?;
        if resolved.len() > LONGEST {
            return None;
        }
    }
    resolved.push_str(rest);
    Some(resolved)
}

fn closing(text: &str) -> Option<usize> {
    let mut open = 1;
    text.char_indices().find_map(|(at, letter)| {
        match letter {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        (open == 0).then_some(at)
    })
}

/// The first name of a list of fonts, without quotes.
#[must_use]
pub fn first_family(list: &str) -> String {
    let mut input = Parser::new(list);
    let mut words: Vec<String> = Vec::new();
    while let Ok(token) = input.next() {
        match token {
            Token::QuotedString(name) => return name.to_string(),
            Token::Ident(word) => words.push(word.to_string()),
            _ => break,
        }
    }
    words.join(" ")
}

/// The list of fonts in a value of the property `font`: what stands after the size and the line's height.
pub(super) fn family_of_shorthand(value: &str) -> String {
    let mut input = Parser::new(value);
    let mut after_size = 0;
    let mut slash = false;
    let start = input.position();
    loop {
        let at = input.slice_from(start).len();
        let Ok(token) = input.next() else { break };
        match token {
            Token::Dimension { .. } | Token::Percentage { .. } => {
                after_size = input.slice_from(start).len()
            }
            Token::Number { .. } if slash => after_size = input.slice_from(start).len(),
            Token::QuotedString(_) | Token::Comma => {
                after_size = if after_size == 0 { at } else { after_size };
                break;
            }
            _ => {}
        }
        slash = input.slice_from(start).ends_with('/');
    }
    value
        .get(after_size..)
        .unwrap_or_default()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_read() {
        for (list, first) in [
            ("\"Titillium Web\", Geneva", "Titillium Web"),
            ("Titillium Web,Geneva", "Titillium Web"),
            ("'Lora'", "Lora"),
            ("serif", "serif"),
        ] {
            assert_eq!(first_family(list), first);
        }
        for (font, first) in [
            (
                "400 1rem/1.5 \"Titillium Web\", sans-serif",
                "Titillium Web",
            ),
            ("italic 12px Lora", "Lora"),
            ("inherit", "inherit"),
        ] {
            assert_eq!(first_family(&family_of_shorthand(font)), first);
        }
    }

    #[test]
    fn variables_are_followed_and_may_be_missing() {
        let lookup = |name: &str| match name {
            "--a" => Some("var(--b, serif)".to_owned()),
            "--loop" => Some("var(--loop) var(--loop)".to_owned()),
            _ => None,
        };
        assert_eq!(
            substitute("var(--a), x", &lookup).as_deref(),
            Some("serif, x")
        );
        assert_eq!(substitute("var(--c)", &lookup), None);
        assert_eq!(substitute("var(--loop)", &lookup), None);
        assert_eq!(substitute(&"var(--a)".repeat(100_000), &lookup), None);
    }
}
