//! What the library describes: exercises, conditions, what pain can come from, doses, poses, and
//! the rules that a file may set.
//!
//! Knows nobody's plan and nothing of what was done or answered.

pub mod cause;
pub mod condition;
pub mod dose;
pub mod exercise;
pub mod library_subset;
pub mod pose;
pub mod rule_book;
pub mod rules;
