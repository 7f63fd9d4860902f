#![doc = include_str!("../README.md")]

mod answers;
mod authorizer;
mod call;
mod connection;
mod content;
mod database;
mod error;
mod guard;
mod limits;
mod meter;
mod migration;
mod opened;
mod pace;
mod paths;
mod priority;
mod relay;
mod scope;
mod search;
mod statement;
mod store;
mod transaction;
mod value;

pub use call::Call;
pub use content::ContentPage;
pub use database::Database;
pub use error::{SearchError, SqlError, StoreError};
pub use limits::{SearchLimits, StoreLimits};
pub use migration::Migration;
pub use pace::Pace;
pub use priority::{Claim, all_but_one_processor, done_with, step_back};
pub use scope::Scope;
pub use search::{Document, Facet, FacetCount, Hit, SearchQuery, SearchResults};
pub use store::Store;
pub use value::{Rows, Value};
