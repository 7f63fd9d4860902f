//! The program `piazza`.
fn main() {}
