//! Values of the domain in plain English, each sentence once: the terminal, the page and the
//! picture say the same.
//!
//! It knows the domain alone: no page, no width, no colour, no diary. How days and weights are
//! written is an argument ([`Reader`](crate::domain::text::date::Reader)).

pub mod adherence;
pub mod causes;
pub mod chart;
pub mod day;
pub mod decision;
pub mod entry;
mod exit;
pub mod flare;
pub mod goal;
pub mod handout;
pub mod patterns;
pub mod plan;
pub mod programme;
pub mod report;
pub mod routine;
pub mod row;
pub mod screening;
pub mod text;
pub mod visit_answers;
