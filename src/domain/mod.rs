//! The nouns of the diary and the rules about bodies.
//!
//! Everything here is a pure function of its arguments: no files, no clock, no terminal, no serde. A rule
//! that decides something about a person's body takes `today` and returns its decision with its reason.
//! This room names no other.

pub mod about;
pub mod calendar;
pub mod condition;
pub mod course;
pub mod day;
pub mod decision;
pub mod dose;
pub mod exercise;
pub mod exit;
pub mod fit;
pub mod flares;
pub mod goal;
pub mod goals;
pub mod guide;
pub mod handout;
pub mod hidden;
pub mod ladder;
pub mod load;
pub mod medicine;
mod offer;
pub mod pace;
pub mod patterns;
pub mod place;
pub mod plan;
pub mod pose;
pub mod practice;
pub mod progress;
pub mod rating;
pub mod report;
pub mod response;
pub mod routine;
pub mod rules;
pub mod safety;
#[cfg(test)]
pub(crate) mod sample;
mod schedule;
pub mod score;
pub mod screening;
pub mod search;
pub mod session;
pub mod settings;
pub mod shelf;
pub mod shell;
pub mod sites;
pub mod span;
pub mod stats;
pub mod suggest;
pub mod times;
pub mod visit;
pub mod week;
pub mod when;
pub mod words;
