//! Bad input to the real program: what it says, and what the neighbours see of it, which is nothing. See README.md.

mod calls;
mod clients;
mod folders;
mod leftovers;
mod packages;
mod storms;
mod watch;
