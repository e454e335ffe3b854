//! For tests alone: made-up contents of every sort, and a surface that remembers what was drawn
//! where.
//!
//! Must not know any one figure.

pub mod browser;
pub mod fixtures;
pub mod recorder;
