#![doc = include_str!("../README.md")]

mod addresses;
mod category;
mod content;
mod home;
mod language;
mod legal;
mod pager;
mod personal_area;
mod plain;
mod questions;
mod robots;
mod search;
mod service;
mod services;
mod topic;
mod topics;
mod transparency;

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
        get("/domande-frequenti", questions::all),
        get("/domande-frequenti/{slug}", questions::one),
        get("/amministrazione-trasparente", transparency::tree),
        get("/amministrazione-trasparente/{slug}", transparency::voice),
        get("/area-personale", personal_area::home),
        get("/area-personale/{slug}", personal_area::room_page),
        get("/note-legali", legal::notes),
        get("/robots.txt", robots::robots),
        get("/{slug}", plain::page),
    ];
}

piazza_sdk::export!(Portal);
