//! Whole pages to hand over, made of several parts: the report for a visit, the handout of
//! exercises, and the table of what pain can come from.
//!
//! Lays out what `domain` has decided and worded. It must not know how a file is written, nor which
//! exercises are due.

pub mod causes;
pub mod handout;
mod lines;
mod report;
