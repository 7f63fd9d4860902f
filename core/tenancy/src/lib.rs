#![doc = include_str!("../README.md")]

mod assemble;
mod breaker;
mod build;
mod content;
mod diff;
mod folder;
mod front_matter;
mod inventory;
mod mounted;
mod packages;
mod probation;
mod reload;
mod settings;
mod state;
mod tenancy;
mod tenant_file;
mod themes;
mod watch;

pub use breaker::Breaker;
pub use diff::{Change, Uses, diff};
pub use inventory::{Inventory, Stamp};
pub use mounted::{CallFailure, Mounted};
pub use state::{State, Tenant};
pub use tenancy::{Tenancy, TenancyConfig};
pub use tenant_file::{PluginTable, TenantFile};
