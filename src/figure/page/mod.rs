//! Whole pages to hand over, made of several parts: the report for a visit, the handout of
//! exercises, the table of what pain can come from, and the sheet to write an exercise on.
//!
//! Lays out what `domain` has decided and worded. It must not know how a file is written, nor which
//! exercises are due.

pub mod causes;
pub mod handout;
mod lines;
pub mod prescription;
pub mod report;
