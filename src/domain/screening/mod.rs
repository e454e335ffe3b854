//! What keeps a person safe: the safety questions, what was answered, and what is held back because
//! of it.
//!
//! Knows no plan and no dose; an answer is never derived from a score.

pub mod answers;
pub mod safety;
