//! The checker on a site that is made for it: in memory, over the network, and by the program.

mod compliance;
mod good;
mod network;
mod program;
mod server;
mod tenants;
mod variants;
