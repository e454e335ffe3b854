//! What one person has: conditions, sides and phases over time, when a phase may be left, and the
//! page for the wall.
//!
//! Knows no dose but those that a person set: how a dose changes from day to day belongs to
//! [`progression`](super::progression).

pub mod assignment;
pub mod course;
pub mod due;
pub mod exit;
pub mod handout;
pub mod phase_change;
