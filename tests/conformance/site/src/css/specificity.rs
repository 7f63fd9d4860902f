use cssparser::{Parser, Token};

/// How many ids, classes and names a selector has, as one number.
pub(super) fn specificity(selector: &str) -> u32 {
    count(&mut Parser::new(selector))
}

const ID: u32 = 1 << 20;
const CLASS: u32 = 1 << 10;
const NAME: u32 = 1;

fn count(input: &mut Parser<'_>) -> u32 {
    let mut total = 0;
    while let Ok(token) = input.next() {
        let token = token.clone();
        total += match token {
            Token::Hash(_) | Token::IDHash(_) => ID,
            Token::SquareBracketBlock => CLASS,
            Token::Ident(_) => NAME,
            Token::Delim('.') => {
                let _ = input.next();
                CLASS
            }
            Token::Colon => pseudo(input),
            _ => 0,
        };
    }
    total
}

fn pseudo(input: &mut Parser<'_>) -> u32 {
    let Ok(token) = input.next() else { return 0 };
    match token.clone() {
        // `::before`
        Token::Colon => {
            let _ = input.next();
            NAME
        }
        Token::Function(name) => match name.to_ascii_lowercase().as_str() {
            "where" => 0,
            "is" | "not" | "has" => greatest(input),
            _ => CLASS,
        },
        _ => CLASS,
    }
}

/// Of the selectors in brackets.
fn greatest(input: &mut Parser<'_>) -> u32 {
    let counts = input.parse_nested_block(|input| {
        input.parse_comma_separated(|input| Ok::<u32, cssparser::ParseError<()>>(count(input)))
    });
    counts.unwrap_or_default().into_iter().max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_are_weighed() {
        for (selector, expected) in [
            ("*", 0),
            ("h1", NAME),
            (".it-header h1", CLASS + NAME),
            ("#menu > a[href]:first-child", ID + 2 * CLASS + NAME),
            (":where(.a .b) p", NAME),
            ("form:has(#r4[checked], .b) .c", ID + 2 * CLASS + NAME),
            ("p::before", 2 * NAME),
        ] {
            assert_eq!(specificity(selector), expected, "{selector}");
        }
    }
}
