//! The nouns of the diary and the rules about bodies.
//!
//! Everything here is a pure function of its arguments: no files, no clock, no terminal, no serde.
//! A rule that decides something about a person's body takes `today` and returns its decision with
//! its reason. This room names no other.
//!
//! The sub-rooms, each knowing only those before it: `text`, `diary`, `programme`, `flare`,
//! `screening`, `analysis`, `plan`, `progression`, `trial`; `guided` knows the first three.

pub mod analysis;
pub mod diary;
pub mod flare;
pub mod guided;
pub mod plan;
pub mod programme;
pub mod progression;
pub mod screening;
#[cfg(test)]
pub(crate) mod testing;
pub mod text;
pub mod trial;
