#![doc = include_str!("../README.md")]

mod guest;
mod raw;

pub use guest::{move_in, pack, pack_trapping, program};
pub use raw::{by_hand, many_functions};
