//! A request for assistance: about which category, then which service of it and what is the matter.

mod receipt;

use std::collections::BTreeSet;

use piazza_sdk::clock;
use piazza_sdk::{Answer, Request, log, see_other, sql};
use serde::Deserialize;

use crate::check::{self, most};
use crate::code::Subject;
use crate::form::{Choice, Field, Hidden, Kind, Sent, Sheet, StepView, Steps};
use crate::language::say;
use crate::message::Message;
use crate::retention::Inbox;
use crate::services::{self, About, PUBLIC_RELATIONS, Service};
use crate::settings::Settings;
use crate::trail;

pub(crate) use receipt::receipt;

/// Characters of the details (official model).
const DETAILS: usize = 600;
/// A subject that is no service.
const OTHER: &str = "altro";

#[derive(Deserialize)]
struct Query {
    categoria: Option<String>,
    servizio: Option<String>,
}

fn title(language: &str) -> &'static str {
    say(language, "Richiesta d'assistenza", "Request for assistance")
}

/// GET /assistenza. The card of a service names it, and its category needs no choice.
pub(crate) fn category(request: &Request) -> Answer {
    let Query { servizio, .. } = request.query()?;
    let services = Service::all(request.language())?;
    let named = servizio.and_then(|slug| services.iter().find(|service| service.slug == slug));
    if let Some(service) = named {
        let (category, slug) = (piazza_sdk::slug(&service.category), &service.slug);
        let path = format!("/assistenza/richiesta?categoria={category}&servizio={slug}");
        return see_other(request.url(&path));
    }
    category_page(request, &services, &Sent::empty())
}

fn category_page(request: &Request, services: &[Service], form: &Sent) -> Answer {
    let language = request.language();
    Sheet {
        breadcrumb: trail::below(language, title(language)),
        heading: title(language),
        lead: Some("urp-assistance-lead"),
        section: Some("urp-step-category"),
        steps: Some(steps(1)),
        action: "/assistenza/richiesta".to_owned(),
        method: "get",
        fields: vec![Field::choice(
            form,
            "categoria",
            "urp-category",
            categories(services, language),
        )],
        ..Sheet::default()
    }
    .page(language)
}

/// GET /assistenza/richiesta?categoria=…
pub(crate) fn ask(request: &Request) -> Answer {
    let Query {
        categoria,
        servizio,
    } = request.query()?;
    let services = Service::all(request.language())?;
    let mut form = Sent::empty()
        .with("categoria", categoria.unwrap_or_default())
        .with("servizio", servizio.unwrap_or_default());
    let categories = categories(&services, request.language());
    let category = check::choice(&mut form, "categoria", &categories);
    if category.is_empty() {
        return category_page(request, &services, &form);
    }
    page(request, &services, &category, &form)
}

/// POST /assistenza/richiesta.
pub(crate) fn send(request: &Request) -> Answer {
    let language = request.language();
    let mut form: Sent = request.form()?;
    let services = Service::all(language)?;
    let category = check::choice(&mut form, "categoria", &categories(&services, language));
    if category.is_empty() {
        return category_page(request, &services, &form);
    }
    let service = check::choice(
        &mut form,
        "servizio",
        &subjects(&services, &category, language),
    );
    let name = check::name(&mut form, "nome");
    let surname = check::name(&mut form, "cognome");
    let email = check::email(&mut form, "email");
    let details = check::block(&mut form, "dettagli", DETAILS);
    check::ticked(&mut form, "privacy");
    if !form.errors().is_empty() {
        return page(request, &services, &category, &form);
    }
    let now = clock::now();
    if !Inbox::Assistance.has_room(&Settings::read()?, now)? {
        log::warn!("there are too many requests for assistance today");
        return full(language);
    }
    let code = Subject::Assistance.code();
    sql::query(
        "INSERT INTO assistance (code, sent, category, service, name, surname, email, details) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )
    .bind(&code)
    .bind(now.0)
    .bind(&category)
    .bind(service)
    .bind(name)
    .bind(surname)
    .bind(email)
    .bind(details)
    .execute()?;
    log::info!("assistance was asked for", category = category);
    see_other(request.url(&format!("/assistenza/{code}")))
}

/// More was sent today than an office can read.
pub(crate) fn full(language: &str) -> Answer {
    let heading = say(language, "Riprova più tardi", "Try again later");
    Message::warning(language, heading, "urp-too-many")
        .link("urp-to-contacts", "/")
        .page(503)
}

fn page(request: &Request, services: &[Service], category: &str, form: &Sent) -> Answer {
    let language = request.language();
    let settings = Settings::read()?;
    let subjects = subjects(services, category, language);
    Sheet {
        breadcrumb: trail::below(language, title(language)),
        heading: title(language),
        section: Some("urp-step-request"),
        about: named(services, category, language),
        submit: "urp-send",
        steps: Some(steps(2)),
        action: "/assistenza/richiesta".to_owned(),
        hidden: vec![Hidden {
            name: "categoria",
            value: category.into(),
        }],
        fields: vec![
            Field::choice(form, "servizio", "urp-service", subjects),
            Field::new(form, Kind::Text, "nome", "urp-name")
                .max(most::NAME)
                .autocomplete("given-name"),
            Field::new(form, Kind::Text, "cognome", "urp-surname")
                .max(most::NAME)
                .autocomplete("family-name"),
            Field::new(form, Kind::Email, "email", "urp-email")
                .max(most::EMAIL)
                .autocomplete("email"),
            Field::new(form, Kind::Textarea, "dettagli", "urp-details")
                .max(DETAILS)
                .hint("urp-details-hint"),
            Field::new(form, Kind::Consent, "privacy", "urp-privacy-read"),
        ],
        privacy: Some(&settings.privacy),
        back: Some("/assistenza".to_owned()),
        ..Sheet::default()
    }
    .page(language)
}

fn steps(now: usize) -> Steps {
    let step = |number, label| StepView {
        label,
        done: number < now,
        active: number == now,
    };
    Steps {
        now,
        of: 2,
        list: vec![step(1, "urp-step-category"), step(2, "urp-step-request")],
    }
}

/// The categories that have services, and what belongs to none.
fn categories<'a>(services: &'a [Service], language: &str) -> Vec<Choice<'a>> {
    let names: BTreeSet<&str> = services.iter().map(|it| it.category.as_str()).collect();
    let relations = say(language, PUBLIC_RELATIONS, "Public relations");
    names
        .into_iter()
        .map(|name| {
            Choice::new(
                piazza_sdk::slug(name),
                services::category_name(name, language),
            )
        })
        .chain([Choice::new(piazza_sdk::slug(PUBLIC_RELATIONS), relations)])
        .collect()
}

/// A category as what a page is about.
fn named(services: &[Service], category: &str, language: &str) -> Option<About> {
    let categories = categories(services, language).into_iter();
    let mut named = categories.filter(|choice| choice.value == category);
    named.next().map(|choice| About {
        label: "urp-category",
        name: choice.label.into_owned(),
    })
}

/// The services of a category, and everything else.
fn subjects<'a>(services: &'a [Service], category: &str, language: &str) -> Vec<Choice<'a>> {
    let of_category = services
        .iter()
        .filter(|service| piazza_sdk::slug(&service.category) == category);
    of_category
        .map(|service| Choice::new(service.slug.as_str(), service.title.as_str()))
        .chain([Choice::new(OTHER, say(language, "Altro", "Something else"))])
        .collect()
}
