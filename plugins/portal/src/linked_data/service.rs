//! A service card as `GovernmentService`.

use serde_json::Value;

use super::{document, postal_address, thing};
use crate::settings::Settings;

/// What is said about a service.
pub(crate) struct Service<'a> {
    pub(crate) title: &'a str,
    pub(crate) summary: &'a str,
    /// The whole address of its card.
    pub(crate) url: &'a str,
    pub(crate) category: &'a str,
    pub(crate) area: Option<&'a str>,
    pub(crate) audience: &'a str,
    pub(crate) online_url: Option<&'a str>,
    pub(crate) office: &'a str,
    pub(crate) address: Option<&'a str>,
    pub(crate) language: &'a str,
}

/// With the ten keys of the model. The address is complete only if the card's, or the settings' `seat`, is.
pub(crate) fn service(service: &Service<'_>, settings: &Settings) -> Value {
    let municipality = settings.hero_title.of(service.language);
    let address = postal_address(service.address, None, settings.seat.as_ref());
    let place = thing(
        "Place",
        [("name", service.office.into()), ("address", address)],
    );
    let channel = thing(
        "ServiceChannel",
        [
            (
                "serviceUrl",
                service.online_url.unwrap_or(service.url).into(),
            ),
            ("serviceLocation", place),
        ],
    );
    let named = |of_type, name: &str| thing(of_type, [("name", name.into())]);
    document(thing(
        "GovernmentService",
        [
            ("name", service.title.into()),
            ("description", service.summary.into()),
            ("url", service.url.into()),
            ("serviceType", service.category.into()),
            (
                "serviceOperator",
                named("GovernmentOrganization", municipality),
            ),
            (
                "areaServed",
                named("AdministrativeArea", service.area.unwrap_or(municipality)),
            ),
            (
                "audience",
                thing("Audience", [("audienceType", service.audience.into())]),
            ),
            ("availableChannel", channel),
        ],
    ))
}
