#![doc = include_str!("../README.md")]

mod addresses;
mod area;
mod calendar;
mod category;
mod content;
mod counts;
mod day;
mod entry;
mod featured;
mod feed;
mod home;
mod language;
mod leaf;
mod legal;
mod linked_data;
mod list;
mod map;
mod pager;
mod personal_area;
mod plain;
mod questions;
mod robots;
mod search;
mod service;
mod services;
mod settings;
mod site;
mod sitemap;
mod topic;
mod topics;
mod transparency;
mod vocabulary;
mod xml;

use piazza_sdk::{Plugin, Route, get};

struct Portal;

impl Plugin for Portal {
    const ROUTES: &'static [Route] = &[
        get("/", home::home),
        get("/amministrazione", area::page),
        get("/amministrazione/{section}", list::page),
        get("/amministrazione/{section}/{slug}", leaf::page),
        get("/novita", area::page),
        get("/novita/{section}", list::page),
        get("/novita/{section}/{slug}", leaf::page),
        get("/vivere-il-comune", area::page),
        get("/vivere-il-comune/{section}", list::page),
        get("/vivere-il-comune/{section}/{slug}", leaf::page),
        get(
            "/vivere-il-comune/eventi/{slug}/evento.ics",
            calendar::event,
        ),
        get("/servizi", services::all),
        get("/servizi/categoria/{slug}", services::of_category),
        get("/servizi/{slug}", service::card),
        get("/servizi/{slug}/condizioni", service::conditions),
        get("/argomenti", topics::all),
        get("/argomenti/{slug}", topics::one),
        get("/cerca", search::search),
        get("/cerca/suggerimenti", search::suggestions),
        get("/domande-frequenti", questions::all),
        get("/domande-frequenti/{slug}", questions::one),
        get("/amministrazione-trasparente", transparency::tree),
        get("/amministrazione-trasparente/{slug}", transparency::voice),
        get("/area-personale", personal_area::home),
        get("/area-personale/{slug}", personal_area::room_page),
        get("/note-legali", legal::notes),
        get("/mappa-del-sito", map::map),
        get("/feed.xml", feed::feed),
        get("/sitemap.xml", sitemap::sitemap),
        get("/robots.txt", robots::robots),
        get("/{slug}", plain::page),
    ];
}

piazza_sdk::export!(Portal);
