#![doc = include_str!("../README.md")]

mod category;
mod content;
mod home;
mod language;
mod pager;
mod plain;
mod search;
mod service;
mod services;
mod topic;
mod topics;

use piazza_sdk::{Plugin, Route, get};

struct Portal;

impl Plugin for Portal {
    const ROUTES: &'static [Route] = &[
        get("/", home::home),
        get("/servizi", services::all),
        get("/servizi/categoria/{slug}", services::of_category),
        get("/servizi/{slug}", service::card),
        get("/argomenti", topics::all),
        get("/argomenti/{slug}", services::of_topic),
        get("/cerca", search::search),
        get("/{slug}", plain::page),
    ];
}

piazza_sdk::export!(Portal);
