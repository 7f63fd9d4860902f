#![doc = include_str!("../README.md")]

mod assemble;
mod breaker;
mod build;
mod compiling;
mod content;
mod diff;
mod folder;
mod front_matter;
mod inventory;
mod limits;
mod mounted;
mod owners;
mod packages;
mod preview;
mod probation;
mod reload;
mod schemas;
mod settings;
mod state;
mod tenancy;
mod tenant_file;
mod themes;
mod unpublished;
mod watch;

pub use breaker::{Admitted, Breaker};
pub use diff::{Change, Plugins, Uses, diff};
pub use inventory::{Inventory, Stamp};
pub use mounted::{CallFailure, Mounted};
pub use state::{State, Tenant};
pub use tenancy::{Tenancy, TenancyConfig};
pub use tenant_file::{PluginTable, TenantFile};
pub use unpublished::{MissingField, Standing, Unpublished};
pub use watch::Watch;
