//! Changes that make a good file a bad one.

use fastrand::Rng;

/// Pieces that hostile files are made of: templates, HTML, addresses, style sheets, TOML, Fluent, bytes.
const PIECES: &[&str] = &[
    "{{#each l}}",
    "{{/each}}",
    "{{#if a}}",
    "{{else}}",
    "{{/if}}",
    "{{#with x}}",
    "{{/with}}",
    "{{> header-nav}}",
    "{{> x}}",
    "{{> (lookup x \"y\")}}",
    "{{> card a=@root}}",
    "{{{a}}}",
    "{{&a}}",
    "{{html a}}",
    "{{json a}}",
    "{{url a}}",
    "{{url \"//evil\"}}",
    "{{url \"javascript:alert(1)\"}}",
    "{{asset a}}",
    "{{asset \"../../etc/passwd\"}}",
    "{{t a}}",
    "{{date a \"long\"}}",
    "{{money a}}",
    "{{slot \"s\"}}",
    "{{content}}",
    "{{lookup x a}}",
    "{{@root.a}}",
    "{{../../a}}",
    "{{this}}",
    "{{len a}}",
    "{{raw a}}",
    "{{log a}}",
    "{{#*inline \"x\"}}",
    "{{!--",
    "--}}",
    "\\{{a}}",
    "<a href={{a}}>",
    "<a href=\"{{a}}\">",
    "<img src=\"{{a}}\" onerror={{a}}>",
    "<div style=\"{{a}}\">",
    "<script>",
    "{{a}}",
    "</script>",
    "<style>{{a}}</style>",
    "<!--{{a}}-->",
    "<svg><use href=\"{{a}}\">",
    "<iframe srcdoc=\"{{a}}\">",
    "<{{a}} x>",
    "<p {{a}}>",
    "<p title='{{a}}'>",
    "<textarea>{{a}}</textarea>",
    "<title>{{a}}</title>",
    "@import \"/etc/passwd\";",
    "@import url(file:///etc/passwd);",
    "a{background:url(../../../../etc/passwd)}",
    "[palette]\n",
    "primary = \"#fff\"\n",
    "[settings.x]\ntype = \"asset\"\ndefault = \"../../../etc/passwd\"\n",
    "[values]\nlogo = \"/etc/passwd\"\n",
    "extends = \"italia\"\n",
    "[contrast]\npairs = []\n",
    "key = { $a }\n",
    "key = { key }\n",
    "-term = { -term }\n",
    "key = { $n ->\n *[other] x\n }\n",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "à",
    "{{",
    "}}",
    "\"",
    "'",
    "<",
    ">",
    "=",
    "[",
    "]",
    "|",
    "(",
    ")",
    "\\",
    "\r\n",
];
/// How often a piece is repeated at most: depth is what stacks are afraid of.
const REPEATED: usize = 400;
/// Larger files are cut.
const BYTES: usize = 300 * 1024;

/// Changes a file a few times.
pub(crate) fn mutate(rng: &mut Rng, original: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = original.to_vec();
    for _ in 0..rng.usize(1..6) {
        change(rng, &mut bytes, other);
    }
    bytes.truncate(BYTES);
    bytes
}

fn change(rng: &mut Rng, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = rng.usize(..=bytes.len());
    let end = at + rng.usize(..=(bytes.len() - at).min(200));
    let piece = rng.choice(PIECES).copied().unwrap_or_default();
    match rng.u8(..8) {
        0..=2 => insert(bytes, at, piece.as_bytes()),
        3 => insert(bytes, at, piece.repeat(rng.usize(1..REPEATED)).as_bytes()),
        4 => drop(bytes.drain(at..end)),
        5 => {
            let part = bytes.get(at..end).unwrap_or_default().to_vec();
            insert(bytes, at, &part);
        }
        6 => {
            let from = rng.usize(..=other.len());
            let part = other.get(from..(from + 400).min(other.len()));
            insert(bytes, at, part.unwrap_or_default());
        }
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << rng.u8(..8);
            }
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}
