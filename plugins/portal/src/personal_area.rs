//! Area personale: the frame that other plugins fill, for whoever is logged in or not.
//!
//! The portal knows nobody. Each page has a slot; while no plugin shows anything there, the page says what will be in
//! it and how one logs in.

use piazza_sdk::{Answer, Page, Problem, Request};
use serde::Serialize;

use crate::language::say;
use crate::services::Step;

const PATH: &str = "/area-personale";

/// A page of the second level; the model for municipalities gives the names and the order.
struct Room {
    slug: &'static str,
    view: &'static str,
    name: &'static str,
    english: &'static str,
}

const ROOMS: [Room; 6] = [
    room("messaggi", "personal-messages", "Messaggi", "Messages"),
    room("attivita", "personal-activities", "Attività", "Activities"),
    room(
        "i-miei-servizi",
        "personal-services",
        "I miei servizi",
        "My services",
    ),
    room("pratiche", "personal-cases", "Pratiche", "Cases"),
    room(
        "notifiche",
        "personal-notices",
        "Notifiche",
        "Notifications",
    ),
    room(
        "impostazioni",
        "personal-settings",
        "Impostazioni",
        "Settings",
    ),
];

const fn room(
    slug: &'static str,
    view: &'static str,
    name: &'static str,
    english: &'static str,
) -> Room {
    Room {
        slug,
        view,
        name,
        english,
    }
}

#[derive(Serialize)]
struct View {
    breadcrumb: Vec<Step>,
    heading: &'static str,
    rooms: Vec<Door>,
}

/// A page of the second level as a link.
#[derive(Serialize)]
struct Door {
    slug: &'static str,
    title: &'static str,
    path: String,
    current: bool,
}

pub(crate) fn home(request: &Request) -> Answer {
    let title = title(request.language());
    show(request, "personal-area", title, vec![Step::here(title)])
}

pub(crate) fn room_page(request: &Request) -> Answer {
    let language = request.language();
    let slug: String = request.parameter("slug")?;
    let room = ROOMS.iter().find(|room| room.slug == slug);
    let room = room.ok_or_else(|| Problem::not_found(""))?;
    let heading = say(language, room.name, room.english);
    let breadcrumb = vec![Step::to(title(language), PATH), Step::here(heading)];
    show(request, room.view, heading, breadcrumb)
}

/// What fills the slots is one person's, so no page is kept for others, not even an empty one.
fn show(
    request: &Request,
    view: &'static str,
    heading: &'static str,
    breadcrumb: Vec<Step>,
) -> Answer {
    let door = |room: &Room| {
        let path = format!("{PATH}/{}", room.slug);
        Door {
            slug: room.slug,
            title: say(request.language(), room.name, room.english),
            current: request.path() == path,
            path,
        }
    };
    let view_data = View {
        breadcrumb,
        heading,
        rooms: ROOMS.iter().map(door).collect(),
    };
    Page::new(view)
        .title(heading)
        .data(&view_data)
        .private()
        .into()
}

fn title(language: &str) -> &'static str {
    say(language, "Area personale", "Personal area")
}
