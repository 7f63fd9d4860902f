#![doc = include_str!("../README.md")]

mod assistance;
mod booking;
mod calendar;
mod check;
mod code;
mod contacts;
mod form;
mod language;
mod message;
mod overview;
mod rating;
mod report;
mod retention;
mod services;
mod settings;
mod trail;

use piazza_sdk::{Plugin, Route, get, post};

struct Urp;

impl Plugin for Urp {
    const ROUTES: &'static [Route] = &[
        get("/", contacts::index),
        get("/codice", contacts::by_code),
        get("/servizi/{slug}", contacts::of_service),
        get("/appuntamento", booking::office::choose),
        post("/appuntamento", booking::office::begin),
        get("/appuntamento/{draft}/ufficio", booking::office::change),
        post("/appuntamento/{draft}/ufficio", booking::office::changed),
        get("/appuntamento/{draft}/orario", booking::slot::choose),
        post("/appuntamento/{draft}/orario", booking::slot::chosen),
        get("/appuntamento/{draft}/motivo", booking::subject::ask),
        post("/appuntamento/{draft}/motivo", booking::subject::told),
        get("/appuntamento/{draft}/dati", booking::person::ask),
        post("/appuntamento/{draft}/dati", booking::person::told),
        get("/appuntamento/{draft}/riepilogo", booking::summary::show),
        post("/appuntamento/{draft}/riepilogo", booking::summary::confirm),
        get("/prenotazioni/{code}", booking::receipt::show),
        get(
            "/prenotazioni/{code}/calendario",
            booking::receipt::calendar,
        ),
        post("/prenotazioni/{code}/annulla", booking::receipt::cancel),
        get("/assistenza", assistance::category),
        get("/assistenza/richiesta", assistance::ask),
        post("/assistenza/richiesta", assistance::send),
        get("/assistenza/{code}", assistance::receipt),
        get("/segnalazione", report::ask),
        post("/segnalazione", report::send),
        get("/segnalazione/{code}", report::state),
        get("/valutazione", rating::ask),
        post("/valutazione", rating::rate),
        get("/valutazione/grazie", rating::thanks),
        get("/ufficio", overview::overview),
    ];
}

piazza_sdk::export!(Urp);
