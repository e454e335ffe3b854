//! Whole pages to hand over, made of several parts: the report for a visit, and the handout of
//! exercises.
//!
//! Lays out what `domain` has decided and worded. It must not know how a file is written, nor which
//! exercises are due.

pub mod handout;
mod report;
