//! Text and numbers as people write them: dates, durations, weights, hidden characters, one form
//! for what looks the same, quoting, near misses.
//!
//! Knows no record, no exercise and no rule; every other room of the domain may use it.

pub mod date;
pub mod file_name;
pub mod fold;
pub mod hidden;
pub mod limits;
pub mod load;
pub mod number;
pub mod shell;
pub mod span;
pub mod style;
pub mod suggest;
pub mod vocabulary;
pub mod when;
