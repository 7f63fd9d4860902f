#![doc = include_str!("../README.md")]

mod access;
mod admin;
mod answer;
mod asset;
mod authority;
mod body;
mod canonical;
mod compression;
mod connection;
mod document;
mod error_page;
mod failure;
mod head;
mod health;
mod kept;
mod language;
mod limits;
mod message;
mod negotiation;
mod origin;
mod outgoing;
mod page;
mod path;
mod peers;
mod raw;
mod rendering;
mod request_id;
mod room;
mod security;
mod server;
mod site;
mod socket;
mod visit;

pub use limits::EdgeLimits;
pub use server::Edge;
