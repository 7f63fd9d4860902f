//! A plugin made for one test: a table of addresses and of what is answered there.

use std::fmt::Write;

use piazza_runtime::web::{Caching, Header, Problem, Raw, Response};
use wit_component::{StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

const TEMPLATE: &str = include_str!("guest.wat");
const BASE: u32 = 1_024;
/// Where the echo is written; what is laid out must end before it.
const ECHO: u32 = 1_048_576;
/// Where the host's arguments go.
const HEAP: u32 = 2 * ECHO;

/// What the plugin does when it is called.
pub(crate) enum Deed {
    Answer(Response),
    Problem(Problem),
    /// A fragment with that view, whose data is what the page said to the slot.
    Fragment(&'static str),
    Nothing,
    Trap,
    Spin,
    /// Tells what it was asked.
    Echo,
}

/// The core module, with the contract's types embedded in it as a compiler would do.
pub(crate) fn module(pages: &[(&str, Deed)], slots: &[(&str, Deed)]) -> Vec<u8> {
    let mut image = Image(Vec::new());
    let echo = Response::Raw(Raw {
        status: 200,
        media_type: "text/plain".to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
        caching: Caching::None,
    });
    let echo = image.answer(&echo);
    // The body of a raw answer: after the tags of result and response, status, media type and headers.
    let echo_body = echo + 8 + 20;
    image.set(echo_body, ECHO);
    let said = image.fragment("");
    let view = slots.iter().find_map(|(_, deed)| {
        if let Deed::Fragment(view) = deed {
            Some(*view)
        } else {
            None
        }
    });
    let view = image.string(view.unwrap_or_default());
    image.set(said + 4, view.0);
    image.set(said + 8, view.1);
    let pages = image.table(pages);
    let slots = image.table(slots);
    assert!(
        BASE as usize + image.0.len() < ECHO as usize,
        "the answers of the test plugin are too large"
    );
    let holes = [
        ("{HEAP}", HEAP),
        ("{ECHO}", ECHO),
        ("{ECHO_ANSWER}", echo),
        ("{ECHO_LENGTH}", echo_body + 4),
        ("{SAID_ANSWER}", said),
        ("{SAID}", said + 12),
        ("{SAID_LENGTH}", said + 16),
        ("{PAGES}", pages),
        ("{SLOTS}", slots),
        ("{BASE}", BASE),
    ];
    let mut text = TEMPLATE.to_owned();
    for (hole, value) in holes {
        text = text.replace(hole, &value.to_string());
    }
    let data = image.0.iter().fold(String::new(), |mut data, byte| {
        write!(data, "\\{byte:02x}").unwrap();
        data
    });
    let mut wasm = wat::parse_str(text.replace("{DATA}", &data)).unwrap();
    let mut resolve = Resolve::default();
    let wit = concat!(env!("CARGO_MANIFEST_DIR"), "/../../sdk/wit");
    let (package, _) = resolve.push_dir(wit).unwrap();
    let world = resolve.select_world(&[package], Some("plugin")).unwrap();
    embed_component_metadata(&mut wasm, &resolve, world, StringEncoding::UTF8).unwrap();
    wasm
}

/// The guest's memory from `BASE` on, laid out as the component model's canonical ABI has it.
struct Image(Vec<u8>);

impl Image {
    fn place(&mut self, bytes: &[u8]) -> u32 {
        while !self.0.len().is_multiple_of(8) {
            self.0.push(0);
        }
        let place = BASE + u32::try_from(self.0.len()).unwrap();
        self.0.extend_from_slice(bytes);
        place
    }

    fn set(&mut self, place: u32, value: u32) {
        let from = (place - BASE) as usize;
        self.0[from..from + 4].copy_from_slice(&value.to_le_bytes());
    }

    fn string(&mut self, text: impl AsRef<[u8]>) -> (u32, u32) {
        let bytes = text.as_ref();
        (self.place(bytes), u32::try_from(bytes.len()).unwrap())
    }

    fn words(&mut self, words: &[u32]) -> u32 {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        self.place(&bytes)
    }

    fn table(&mut self, entries: &[(&str, Deed)]) -> u32 {
        let mut words = Vec::new();
        for (key, deed) in entries {
            let (key, size) = self.string(key);
            words.extend([key, size, self.deed(deed)]);
        }
        words.push(0);
        self.words(&words)
    }

    fn deed(&mut self, deed: &Deed) -> u32 {
        match deed {
            Deed::Trap => 0,
            Deed::Spin => 1,
            Deed::Echo | Deed::Fragment(_) => 2,
            Deed::Nothing => self.words(&[0; 5]),
            Deed::Answer(response) => self.answer(response),
            Deed::Problem(problem) => {
                let (title, detail) = (self.string(&problem.title), self.string(&problem.detail));
                let status = u32::from(problem.status);
                self.words(&[
                    1, status, title.0, title.1, detail.0, detail.1, 0, 0, 0, 0, 0, 0, 0,
                ])
            }
        }
    }

    /// `result<response, problem>`: 13 words.
    fn answer(&mut self, response: &Response) -> u32 {
        let mut words = match response {
            Response::Page(page) => {
                let (view, title, data) = (
                    self.string(&page.view),
                    self.string(&page.title),
                    self.string(&page.data),
                );
                let mut words = vec![
                    0,
                    0,
                    view.0,
                    view.1,
                    title.0,
                    title.1,
                    page.status.into(),
                    data.0,
                    data.1,
                ];
                words.extend(self.caching(&page.caching));
                words
            }
            Response::Raw(raw) => {
                let (media, headers) = (self.string(&raw.media_type), self.headers(&raw.headers));
                let body = self.string(&raw.body);
                let mut words = vec![
                    0,
                    1,
                    raw.status.into(),
                    media.0,
                    media.1,
                    headers.0,
                    headers.1,
                    body.0,
                    body.1,
                ];
                words.extend(self.caching(&raw.caching));
                words
            }
            Response::Redirect(redirect) => {
                let location = self.string(&redirect.location);
                vec![0, 2, location.0, location.1, redirect.permanent.into()]
            }
            Response::SeeOther(location) => {
                let location = self.string(location);
                vec![0, 3, location.0, location.1]
            }
        };
        words.resize(13, 0);
        self.words(&words)
    }

    /// `option<fragment>`: 5 words.
    fn fragment(&mut self, view: &str) -> u32 {
        let view = self.string(view);
        self.words(&[1, view.0, view.1, 0, 0])
    }

    fn headers(&mut self, headers: &[Header]) -> (u32, u32) {
        let mut words = Vec::new();
        for header in headers {
            let (name, value) = (self.string(&header.name), self.string(&header.value));
            words.extend([name.0, name.1, value.0, value.1]);
        }
        (self.words(&words), u32::try_from(headers.len()).unwrap())
    }

    fn caching(&mut self, caching: &Caching) -> [u32; 4] {
        match caching {
            Caching::None => [0, 0, 0, 0],
            Caching::Private => [1, 0, 0, 0],
            Caching::Shared(shared) => [2, shared.max_age, 0, 0],
        }
    }
}
