//! The kinds of chart, a file each: facts of `domain` composed on a page.
//!
//! Computes no number that a person could read, and must not know which paper it is on, nor pages
//! made of several charts.

mod calendar;
mod cycle;
mod framed_chart;
mod function;
mod goals;
mod practice;
pub mod progress;
mod sites;
#[cfg(test)]
mod tests;
mod times;
