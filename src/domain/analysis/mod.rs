//! What the records show over some days: statistics, patterns, flares, responses, and the facts of
//! each chart and report.
//!
//! Knows no plan and decides nothing: no colours, no paper, no dose.

pub mod adherence;
pub mod beginning;
pub mod calendar;
pub mod cycle;
pub mod flares;
pub mod function;
pub mod goals;
pub mod page_scope;
pub mod patterns;
pub mod period;
pub mod place_lines;
pub mod practice;
pub mod progress;
pub mod report;
pub mod sites;
pub mod stats;
pub mod times;
