#![doc = include_str!("../README.md")]

mod call;
mod clock;
mod config;
mod limits;
mod log;
mod random;
mod search;
mod sql;

pub use call::{Call, Grant, World};
pub use clock::{Civil, Clock, SystemClock};
pub use limits::{
    LOG_BURST_BYTES, LOG_RATE_BYTES, LimitReached, Limits, LimitsAsked, RANDOM_BYTES,
};
pub use log::{Level, LogBudget};
pub use piazza_store::{Claim, Pace, all_but_one_processor, done_with, step_back};
pub use random::{Random, SystemRandom};

pub use piazza_store::{
    Document, Facet, FacetCount, Hit, Rows, SearchError, SearchQuery, SearchResults, SqlError,
    Value,
};

/// One interface of the contract that a plugin may import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capability {
    /// Structured lines in the tenant's log.
    Log,
    /// The time.
    Clock,
    /// Random bytes.
    Random,
    /// The tenant's settings for the plugin.
    Config,
    /// The plugin's own database.
    Sql,
    /// Full-text search.
    Search,
}

impl Capability {
    /// Every capability of this version of the contract, in the order of `sdk/wit`.
    pub const ALL: [Self; 6] = [
        Self::Log,
        Self::Clock,
        Self::Random,
        Self::Config,
        Self::Sql,
        Self::Search,
    ];

    /// The name in manifests and grants, which is the interface's name in `sdk/wit`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Clock => "clock",
            Self::Random => "random",
            Self::Config => "config",
            Self::Sql => "sql",
            Self::Search => "search",
        }
    }

    /// The capability of that name, if the contract has it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.name() == name)
    }
}
