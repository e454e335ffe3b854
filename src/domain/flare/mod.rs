//! The flare: some days of pain clearly above what is usual, found in the diary or named by the
//! person.
//!
//! A fold of its own over the diary, with or without a plan. It knows scores, cycle days and the
//! person's words; it knows no plan, no exercise and no dose. What a flare does to a routine is
//! `progression`'s.

pub mod cycle;
pub mod fold;
pub mod night;
pub mod score_book;
pub mod usual;
