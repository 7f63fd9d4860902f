/// What a label says once its set of values is full: each new value costs a time series for the rest of the process's
/// life.
pub const OTHER: &str = "other";
