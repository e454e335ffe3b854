//! The guided session: the pace of one exercise from second to second, and the walk through all of
//! a day.
//!
//! Knows no clock, no key and no terminal: passing time and keys are arguments, and what to keep
//! comes back.

pub mod guide;
pub mod pace;
