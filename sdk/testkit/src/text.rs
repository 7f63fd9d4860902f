//! What a visitor reads of a page.

/// The references that the theme's escaping and hand-written views use.
const REFERENCES: [(&str, char); 8] = [
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&quot;", '"'),
    ("&#x27;", '\''),
    ("&#x60;", '`'),
    ("&#x3D;", '='),
    ("&nbsp;", ' '),
    // Last: it begins what the others could be read as.
    ("&amp;", '&'),
];

/// The text of HTML: without tags, with characters for references, every run of white space as one blank. Made for the
/// well-formed pages of the theme; a `>` inside an attribute would be taken for the tag's end.
pub(crate) fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside_tag = false;
    for c in html.chars() {
        match c {
            '<' => inside_tag = true,
            // A tag parts words: `<td>a</td><td>b</td>`.
            '>' if inside_tag => {
                inside_tag = false;
                text.push(' ');
            }
            _ if !inside_tag => text.push(c),
            _ => {}
        }
    }
    for (reference, c) in REFERENCES {
        text = text.replace(reference, &c.to_string());
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn reads_what_a_visitor_reads() {
        let cases = [
            ("<p>Ciao <b>mondo</b></p>", "Ciao mondo"),
            ("<td>a</td>\n <td>b</td>", "a b"),
            ("<q>Bella &lt;piazza&gt;</q>", "Bella <piazza>"),
            ("l&#x27;ora &amp;lt;", "l'ora &lt;"),
            ("", ""),
        ];
        for (html, expected) in cases {
            assert_eq!(text_of(html), expected, "{html}");
        }
    }
}
