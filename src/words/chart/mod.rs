//! What each chart shows, in a sentence or two and in full: for who cannot see it, and for who has
//! little time.

mod calendar;
mod cycle;
mod function;
mod goals;
mod practice;
pub mod progress;
mod sites;
mod times;
